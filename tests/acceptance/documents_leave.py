"""The documents about leave that acceptance tests send."""

SHOWN = """id kind state fromDay fromHalf toDay toHalf days askedDays purpose late waiting waitsAt waitingLevel overdue
  overdueDays returnSeenOn reportedBackOn endedReason clauseReference clauseWords
  steps { round number level placeName outcome decidedBy office note }
  extensions { round state toDay days } posting { cadre { name } } evidence { id }"""
REQUEST = f"mutation($input: RequestLeaveInput!) {{ requestLeave(input: $input) {{ {SHOWN} }} }}"
EXTEND = f"mutation($input: ExtendLeaveInput!) {{ extendLeave(input: $input) {{ {SHOWN} }} }}"
APPROVE = f"""mutation($id: ID!, $note: String, $key: String!) {{
  approveLeave(id: $id, note: $note, idempotencyKey: $key) {{ {SHOWN} }} }}"""
REJECT = f"""mutation($id: ID!, $reason: String!, $key: String!) {{
  rejectLeave(id: $id, reason: $reason, idempotencyKey: $key) {{ {SHOWN} }} }}"""
WITHDRAW = f"mutation($id: ID!, $key: String!) {{ withdrawLeave(id: $id, idempotencyKey: $key) {{ {SHOWN} }} }}"
CANCEL = f"mutation($input: CancelLeaveInput!) {{ cancelLeave(input: $input) {{ {SHOWN} }} }}"
REPORT_BACK = f"mutation($input: ReportBackInput!) {{ reportBack(input: $input) {{ {SHOWN} }} }}"
CONFIRM_RETURN = f"mutation($input: ReportBackInput!) {{ confirmReturn(input: $input) {{ {SHOWN} }} }}"
LEAVE = f"query($id: ID!) {{ leave(id: $id) {{ {SHOWN} }} }}"
LEAVES = f"""query($region: String, $state: LeaveState, $from: Date, $to: Date, $unreported: Boolean) {{
  leaves(regionCode: $region, state: $state, from: $from, to: $to, unreported: $unreported) {{
    totalCount nodes {{ {SHOWN} }} }} }}"""
STANDING = """{ leaves(first: 20) { nodes { id state days waitsAt extensions { state } steps { outcome } } } }"""
WAITING = f"{{ leavesWaiting {{ nodes {{ {SHOWN} }} }} }}"
TOTALS = """query($region: String!, $from: Date!, $to: Date!) {
  leaveTotals(regionCode: $region, from: $from, to: $to) { kind requests people days waiting } }"""
OF_POSTING = "{ myPosting { leaves { nodes { id kind state days } } } }"
DAYS = """query($id: ID!, $month: String!) {
  posting(id: $id) { attendanceDays(month: $month) { day status } } }"""
CONFLICTS = "{ attendanceConflicts(state: OPEN) { nodes { id day standing claimed } } }"
DECIDE = """mutation($id: ID!, $decision: ConflictDecision!, $reason: String!) {
  decideConflict(id: $id, decision: $decision, reason: $reason) { state } }"""
LEADS = "{ leads { nodes { kind reason clauses } } }"
