import { Refused } from '../../shared/failure';

/** Where the phone is: degrees of WGS-84, and metres. */
export interface Fix {
  latitude: number;
  longitude: number;
  accuracyM: number;
}

const WITHOUT = '不带位置也可以签到。';
// By GeolocationPositionError.code.
const REASONS: Record<number, (without: string) => string> = {
  1: (without) => `没有得到定位许可。${without}需要时请在浏览器的网站设置里允许定位。`,
  2: (without) => `手机现在定不了位，请到开阔处再试。${without}`,
  3: (without) => `定位用时太长，请到开阔处再试。${without}`,
};

/** The present position; throws `Refused` with the words for a person, who is told what to do `without` it. */
export function locate(without: string = WITHOUT): Promise<Fix> {
  if (!window.isSecureContext || !('geolocation' in navigator)) {
    return Promise.reject(new Refused(`这个连接没有加密，浏览器不提供定位。${without}`));
  }
  return new Promise((found, failed) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        found({ latitude: coords.latitude, longitude: coords.longitude, accuracyM: Math.round(coords.accuracy) });
      },
      (error) => {
        failed(new Refused(REASONS[error.code]?.(without) ?? `没有定到位。${without}`));
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    );
  });
}
