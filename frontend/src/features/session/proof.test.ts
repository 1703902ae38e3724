import { expect, it, vi } from 'vitest';
import { Refused } from '../../shared/failure';
import { provenBy } from './proof';

const wanted = new Refused('这项操作需要重新验证身份。', 'STEP_UP_REQUIRED');

it('an act that needs no proof asks for none', async () => {
  const prove = vi.fn(() => Promise.resolve(true));
  expect(await provenBy(prove)(() => Promise.resolve('完成'))).toBe('完成');
  expect(prove).not.toHaveBeenCalled();
});

it('after the proof the act is done once more, and only once', async () => {
  const prove = vi.fn(() => Promise.resolve(true));
  const act = vi.fn<() => Promise<string>>().mockRejectedValueOnce(wanted).mockResolvedValueOnce('完成');
  expect(await provenBy(prove)(act)).toBe('完成');
  expect(act).toHaveBeenCalledTimes(2);

  const never = vi.fn<() => Promise<string>>().mockRejectedValue(wanted);
  await expect(provenBy(prove)(never)).rejects.toBe(wanted);
  expect([never.mock.calls.length, prove.mock.calls.length]).toEqual([2, 2]);
});

it('whoever does not prove it is told that nothing was done, and other refusals pass', async () => {
  const act = vi.fn<() => Promise<string>>().mockRejectedValue(wanted);
  await expect(provenBy(() => Promise.resolve(false))(act)).rejects.toThrow('没有验证身份，这次没有办理。');
  expect(act).toHaveBeenCalledTimes(1);

  const other = new Refused('请写明原因。', 'INVALID_TEXT');
  await expect(provenBy(() => Promise.resolve(true))(() => Promise.reject(other))).rejects.toBe(other);
});
