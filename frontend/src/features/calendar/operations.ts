import { graphql } from '../../gql';

export const CALENDAR_PARTS = graphql(`
  fragment CalendarParts on CalendarYear {
    year
    published
    document
    publishedOn
    importedAt
    workdays
    days {
      day
      kind
      name
    }
  }
`);

export const CALENDAR = graphql(`
  query Calendar($year: Int!) {
    calendar(year: $year) {
      ...CalendarParts
    }
  }
`);

export const IMPORT_CALENDAR = graphql(`
  mutation ImportCalendar($input: ImportCalendarInput!) {
    importCalendar(input: $input) {
      ...CalendarParts
    }
  }
`);
