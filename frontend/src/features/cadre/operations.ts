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
        part
        late
        acts {
          at
          distanceM
        }
      }
      nights(month: $month) {
        night
        spent
      }
      attendanceConflicts {
        id
        day
        state
      }
      backfillRequests {
        id
        day
        state
        entries
      }
      workLogs(month: $month) {
        ...LogParts
        updatedAt
      }
    }
  }
`);

export const BEGIN_UPLOAD = graphql(`
  mutation BeginUpload($input: BeginUploadInput!) {
    beginUpload(input: $input) {
      evidenceId
      state
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
