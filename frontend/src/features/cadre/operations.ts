import { graphql } from '../../gql';

export const MY_POSTING = graphql(`
  query MyPosting($month: String!) {
    myPosting {
      id
      role
      dispatchLevel
      placeName
      startDate
      plannedEnd
      endDate
      cadre {
        id
        name
      }
      sendingUnit {
        id
        name
      }
      month(month: $month) {
        onDutyDays
        halfDay
        logDays
      }
      attendanceDays(month: $month) {
        ...DayParts
      }
      workLogs(month: $month) {
        ...LogParts
      }
    }
  }
`);

export const BEGIN_UPLOAD = graphql(`
  mutation BeginUpload($input: BeginUploadInput!) {
    beginUpload(input: $input) {
      evidenceId
      url
      fields {
        name
        value
      }
    }
  }
`);

export const COMPLETE_UPLOAD = graphql(`
  mutation CompleteUpload($id: ID!) {
    completeUpload(id: $id) {
      id
    }
  }
`);

export const CHECK_IN = graphql(`
  mutation CheckIn($input: CheckInInput!) {
    checkIn(input: $input) {
      ...DayParts
    }
  }
`);

export const WRITE_LOG = graphql(`
  mutation WriteLog($input: WriteLogInput!) {
    writeLog(input: $input) {
      ...LogParts
    }
  }
`);
