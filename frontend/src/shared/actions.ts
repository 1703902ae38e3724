/** What the first half of an action is called: the thing that is dealt with. */
export const RESOURCES: Readonly<Record<string, string>> = {
  account: '账号',
  activity: '活动',
  appointment: '任命',
  approval: '两人办理',
  attendance: '考勤',
  audit: '审计',
  bulletin: '通报',
  cadre: '干部',
  cadre_export: '名单导出',
  delegation: '委托',
  evidence: '佐证',
  external_identity: '统一身份',
  inspection: '督查',
  insurance: '保险',
  keys: '密钥',
  oidc_provider: '认证入口',
  park: '产业园',
  plugin: '插件',
  policy: '权限策略',
  posting: '任职',
  project: '园区项目',
  region: '区划',
  retention: '保存期限',
  revenue: '收益',
  roster: '花名册',
  second_factor: '动态口令',
  session: '登录',
  sheet: '月表',
  stipend: '补助',
  tenant: '租户',
  token: '访问令牌',
  unit: '单位',
  worklog: '工作日志',
};

/** What an action is called where the service does not say so itself: in the audit trail and in delegations. */
export const ACTIONS: Readonly<Record<string, string>> = {
  'account:change_password': '修改密码',
  'account:manage': '管理账号',
  'account:read': '查看账号',
  'account:reset_password': '重置密码',
  'activity:read': '查看活动',
  'activity:record': '登记活动',
  'appointment:end': '结束任命',
  'appointment:grant': '授予角色',
  'approval:decide': '审批',
  'approval:expire': '审批过期',
  'approval:propose': '提请审批',
  'approval:withdraw': '撤回提请',
  'attendance:check_in': '到岗签到',
  'attendance:read': '查看考勤',
  'attendance:register': '登记考勤',
  'audit:anchor': '固化审计指纹',
  'audit:export': '导出审计记录',
  'audit:read': '查看审计记录',
  'bulletin:draft': '起草通报',
  'bulletin:publish': '发布通报',
  'bulletin:read': '查看通报',
  'cadre:export': '导出干部名册',
  'cadre:read': '查看干部',
  'cadre:unmask': '查看干部完整个人信息',
  'cadre:update': '修改干部信息',
  'cadre_export:expire': '导出文件过期',
  'delegation:manage': '委托',
  'delegation:revoke': '撤销委托',
  'evidence:attach': '上传佐证',
  'evidence:read': '查看佐证',
  'evidence:sweep': '清理未完成的上传',
  'external_identity:link': '关联统一身份',
  'external_identity:unlink': '解除统一身份',
  'inspection:cancel': '取消督查',
  'inspection:plan': '安排督查',
  'inspection:publish': '公布督查结果',
  'inspection:read': '查看督查',
  'inspection:record': '登记督查结果',
  'insurance:read': '查看保险',
  'insurance:record': '登记保险',
  'keys:reseal': '更换密钥',
  'oidc_provider:add': '添加认证入口',
  'oidc_provider:remove': '移除认证入口',
  'park:create': '登记产业园',
  'park:manage': '管理产业园',
  'park:read': '查看产业园',
  'plugin:activate': '启用插件',
  'plugin:deactivate': '停用插件',
  'plugin:read': '查看插件',
  'policy:change': '变更权限策略',
  'policy:read': '查看权限策略',
  'posting:end': '结束任职',
  'posting:read': '查看任职',
  'project:create': '登记园区项目',
  'region:manage': '变更区划',
  'region:read': '查看区划',
  'retention:change': '变更保存期限',
  'retention:purge': '清除超期记录',
  'revenue:record': '登记收益',
  'revenue:reverse': '红冲收益',
  'roster:import': '导入花名册',
  'roster:imported': '花名册已导入',
  'second_factor:enrol': '绑定动态口令',
  'second_factor:reset': '重置动态口令',
  'session:end': '结束登录',
  'session:lock': '登录锁定',
  'session:refuse': '登录被拒',
  'session:refuse_proof': '身份验证被拒',
  'session:revoke': '结束他人的登录',
  'session:sign_in': '登录',
  'session:sign_out': '退出登录',
  'session:step_up': '重新验证身份',
  'sheet:override': '更正已盖章的月表',
  'sheet:read': '查看月表',
  'sheet:seal': '月表盖章',
  'sheet:sign': '月表签字',
  'sheet:total': '统计月表',
  'sheet:void': '月表作废',
  'stipend:prepare': '编制补助发放表',
  'stipend:read': '查看补助',
  'stipend:release': '发放补助',
  'tenant:create': '开通租户',
  'tenant:export': '导出租户数据',
  'tenant:manage': '管理租户',
  'tenant:read': '查看租户',
  'token:manage': '管理访问令牌',
  'unit:manage': '管理单位',
  'unit:merge': '合并单位',
  'unit:read': '查看单位',
  'worklog:read': '查看工作日志',
  'worklog:write': '填写工作日志',
};

/** An action's name in Chinese; one that has none is shown as it is. */
export function actionName(action: string): string {
  return ACTIONS[action] ?? action;
}

/** The name of what an action deals with. */
export function resourceName(action: string): string {
  const [resource = action] = action.split(':');
  return RESOURCES[resource] ?? resource;
}

/** The given actions under the names of what they deal with, in the order in which those first come. */
export function byResource<Item>(items: readonly Item[], actionOf: (item: Item) => string): [string, Item[]][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const name = resourceName(actionOf(item));
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return [...groups];
}
