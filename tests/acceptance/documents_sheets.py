"""GraphQL documents of the month: totalled, signed, sealed, verified, reopened, printed."""

VERIFY = """mutation($township: String!, $month: String!, $key: String!) {
  verifySheets(townshipCode: $township, month: $month, idempotencyKey: $key) { id state } }"""
REOPEN = """mutation($input: ReopenSheetsInput!) { reopenSheets(input: $input) { id state } }"""
SHEETS = """query($month: String!) { sheets(month: $month) { nodes {
  id state withheld days onDutyDays outcome reason contentHash posting { cadre { name } }
  signature { name office actingFor at hash valid }
  reopenings { reason name reopenedAt state hash signature { name valid } } } } }"""
MONTH_PAGE = """query($region: String!, $month: String!) { monthPage(regionCode: $region, month: $month) {
  dueOn
  counts { postings unregistered registered totalled signed sealed verified overdue }
  townships { townshipCode counts { postings sealed } }
  waiting { step townshipName sheets overdue } } }"""
PRINT = """mutation($input: PrintSheetsInput!) { printSheets(input: $input) { id state fileName failure } }"""
DOCUMENT = "query($id: ID!) { sheetDocument(id: $id) { state rowCount failure failureMessage } }"
DOCUMENT_LINK = "mutation($id: ID!) { sheetDocumentLink(id: $id) }"
APPOINT_ACTING = "mutation($input: AppointActingInput!) { appointActing(input: $input) { id } }"
APPOINTMENTS = "query($id: ID!) { account(id: $id) { appointments { id role } } }"
