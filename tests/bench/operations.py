"""The operations that are measured, as the front end sends them."""

from typing import Final

SIGN_IN: Final = """
mutation SignIn($tenant: String!, $username: String!, $password: String!) {
  signIn(tenant: $tenant, username: $username, password: $password) { username }
}
"""

OWN_MONTH: Final = """
query OwnMonth($month: String!) {
  myPosting {
    id
    role
    placeName
    month(month: $month) { onDutyDays logDays lastDay }
    attendanceDays(month: $month) { day status firstCheckInAt checkIns }
  }
}
"""

COUNTY_PAGE: Final = """
query CountyPage($regionCode: String!, $month: String!) {
  postings(regionCode: $regionCode, first: 50) {
    nodes {
      id
      role
      cadre { name }
      region { pathName }
      month(month: $month) { onDutyDays }
      latestLog { day content }
    }
    pageInfo { hasNextPage endCursor }
  }
}
"""

DASHBOARD: Final = """
query Dashboard($regionCode: String!, $month: String!) {
  countyFigures(regionCode: $regionCode, month: $month) {
    countyCode
    countyName
    postings
    onDutyDays
    averageDays
    requiredDays
    met
    belowNorm
    clause
  }
}
"""

CHECK_IN: Final = """
mutation CheckIn($input: CheckInInput!) {
  checkIn(input: $input) { day status firstCheckInAt checkIns }
}
"""

OVERDUE: Final = """
query Overdue($regionCode: String!) {
  overdueDuties(regionCode: $regionCode) {
    overdue
    hints
    places { regionCode name overdue hints since }
    duties { matter title document words reference overdue hints since }
  }
}
"""
