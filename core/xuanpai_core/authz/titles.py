"""What each action is called in Chinese, for those who read and change the policy."""

from collections.abc import Mapping
from types import MappingProxyType

from xuanpai_core.authz.actions import Action

TITLES: Mapping[str, str] = MappingProxyType(
    {
        Action.ACCOUNT_MANAGE: "管理账号",
        Action.ACCOUNT_READ: "查看账号",
        Action.ACTIVITY_READ: "查看活动",
        Action.ACTIVITY_RECORD: "登记活动",
        Action.APPOINTMENT_GRANT: "授予角色",
        Action.APPROVAL_DECIDE: "审批两人办理的事项",
        Action.APPROVAL_PROPOSE: "提出两人办理的事项",
        Action.APPROVAL_READ: "查看两人办理的事项",
        Action.ATTENDANCE_CHECK_IN: "到岗签到",
        Action.ATTENDANCE_READ: "查看考勤",
        Action.ATTENDANCE_REGISTER: "登记考勤",
        Action.AUDIT_EXPORT: "导出审计记录",
        Action.AUDIT_READ: "查看审计记录",
        Action.BULLETIN_PUBLISH: "发布通报",
        Action.BULLETIN_READ: "查看通报",
        Action.CADRE_EXPORT: "导出干部名册",
        Action.CADRE_READ: "查看干部",
        Action.CADRE_UNMASK: "查看干部完整个人信息",
        Action.CADRE_UPDATE: "修改干部信息",
        Action.DELEGATION_MANAGE: "向下级下放权限",
        Action.EVIDENCE_ATTACH: "上传佐证",
        Action.EVIDENCE_READ: "查看佐证",
        Action.INSPECTION_PLAN: "安排督查",
        Action.INSPECTION_READ: "查看督查",
        Action.INSURANCE_READ: "查看保险",
        Action.INSURANCE_RECORD: "登记保险",
        Action.PARK_MANAGE: "管理产业园",
        Action.PARK_READ: "查看产业园",
        Action.PLUGIN_ACTIVATE: "启用和停用插件",
        Action.PLUGIN_READ: "查看插件",
        Action.POLICY_CHANGE: "提出变更权限策略",
        Action.POLICY_READ: "查看权限策略",
        Action.POSTING_READ: "查看任职",
        Action.REGION_MANAGE: "变更区划",
        Action.REGION_READ: "查看区划",
        Action.RETENTION_CHANGE: "提出变更保存期限",
        Action.REVENUE_RECORD: "登记集体经济收入",
        Action.ROSTER_IMPORT: "导入花名册",
        Action.SESSION_REVOKE: "结束他人的登录",
        Action.SHEET_OVERRIDE: "更正已盖章的月表",
        Action.SHEET_READ: "查看月考勤登记表",
        Action.SHEET_SEAL: "月表盖章",
        Action.SHEET_SIGN: "月表签字",
        Action.SHEET_TOTAL: "统计月表",
        Action.STIPEND_PREPARE: "编制补助发放表",
        Action.STIPEND_READ: "查看补助",
        Action.STIPEND_RELEASE: "发放补助",
        Action.TENANT_CREATE: "开通租户",
        Action.TENANT_EXPORT: "导出租户数据",
        Action.TENANT_MANAGE: "管理租户",
        Action.TENANT_READ: "查看租户",
        Action.TOKEN_MANAGE: "管理访问令牌",
        Action.UNIT_MANAGE: "管理单位",
        Action.UNIT_READ: "查看单位",
        Action.WORKLOG_READ: "查看工作日志",
        Action.WORKLOG_WRITE: "填写工作日志",
    }
)


def title_of(action: str) -> str:
    """The Chinese name of ``action``; one that has none yet is shown as it is."""
    return TITLES.get(action, action)
