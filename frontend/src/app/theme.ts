import type { ThemeConfig } from 'antd';

// A red edge means a mistake; a field in use has a calm one.
const FIELD = {
  hoverBorderColor: '#7b8898',
  activeBorderColor: '#33506f',
  activeShadow: '0 0 0 2px rgb(51 80 111 / 12%)',
};

/** Ant Design in the colours and type of base.css; red is for the one main action of a page. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#b8141c',
    colorInfo: '#33506f',
    colorLink: '#33506f',
    colorLinkHover: '#1b3450',
    colorSuccess: '#1f6f45',
    colorWarning: '#954a06',
    colorError: '#a8201a',
    colorErrorBg: '#fdf2f1',
    colorErrorBorder: '#f0c4c1',
    colorInfoBg: '#edf2f7',
    colorInfoBorder: '#c9d6e3',
    colorSuccessBg: '#e9f4ee',
    colorSuccessBorder: '#bfdccb',
    colorWarningBg: '#fdf3e6',
    colorWarningBorder: '#efd3ae',
    colorText: '#1b2028',
    colorTextSecondary: '#545d6b',
    colorTextDescription: '#545d6b',
    colorTextPlaceholder: '#636c79',
    colorBorder: '#c9ced6',
    colorBorderSecondary: '#e3e6eb',
    colorBgLayout: '#f4f5f7',
    borderRadius: 6,
    controlHeight: 36,
    controlHeightLG: 44,
    fontSize: 15,
    fontFamily:
      "'PingFang SC', 'HarmonyOS Sans SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif",
  },
  components: {
    Table: {
      headerBg: '#f8f9fa',
      headerColor: '#545d6b',
      headerSplitColor: 'transparent',
      rowHoverBg: '#f6f8fa',
      rowSelectedBg: '#f1f4f8',
      rowSelectedHoverBg: '#e9eef4',
      cellPaddingBlockMD: 10,
      cellPaddingInlineMD: 14,
    },
    Form: { labelHeight: 24, verticalLabelPadding: '0 0 4px', itemMarginBottom: 18 },
    Input: FIELD,
    InputNumber: FIELD,
    DatePicker: FIELD,
    Select: { hoverBorderColor: '#7b8898', activeBorderColor: '#33506f', activeOutlineColor: 'rgb(51 80 111 / 12%)' },
    Button: { primaryShadow: 'none', defaultShadow: 'none', fontWeight: 500 },
    // On is no warning: red is kept for the one main action.
    Switch: { colorPrimary: '#1f6f45', colorPrimaryHover: '#1b6340' },
    Segmented: { trackBg: '#eceef1' },
  },
};

/** The same for fingers: whatever is pressed is as high as a fingertip. */
export const phoneTheme: ThemeConfig = { ...theme, token: { ...theme.token, controlHeight: 44, controlHeightSM: 40 } };
