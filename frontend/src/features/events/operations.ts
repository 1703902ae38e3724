import { graphql } from '../../gql';

export const EVENT_PARTS = graphql(`
  fragment EventParts on MustAttendEvent {
    id
    kind
    title
    regionCode
    placeName
    at
    day
    venue
    concerned
    announcedAt
    withdrawnAt
    withdrawReason
  }
`);

export const EVENTS = graphql(`
  query Events($regionCode: String, $month: String!, $kind: EventKind, $after: String) {
    events(regionCode: $regionCode, month: $month, kind: $kind, first: 20, after: $after) {
      totalCount
      nodes {
        ...EventParts
        attendance {
          state
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const EVENTS_BY_PLACE = graphql(`
  query EventsByPlace($regionCode: String, $month: String!) {
    eventsByPlace(regionCode: $regionCode, month: $month) {
      regionCode
      name
      kind
      events
      begun
      required
      present
      onLeave
      absent
      unrecorded
    }
  }
`);

export const EVENT_DETAIL = graphql(`
  query EventDetail($eventId: ID!) {
    concernedByEvent(eventId: $eventId) {
      postingId
      cadreName
      placeName
      state
      proposed
      standing
      reason
    }
    node(id: $eventId) {
      id
      ...EventAttendances
    }
  }
  fragment EventAttendances on MustAttendEvent {
    attendance {
      state
      note
      recordedAt
      posting {
        id
      }
      evidence {
        id
        fileName
      }
    }
  }
`);

export const MY_EVENT_POSTING = graphql(`
  query MyEventPosting {
    myPosting {
      id
    }
    events(first: 20) {
      nodes {
        ...EventParts
      }
    }
  }
`);

export const MY_MONTH_OF_EVENTS = graphql(`
  query MyMonthOfEvents($postingId: ID!, $month: String!) {
    monthOfEvents(postingId: $postingId, month: $month) {
      outcome
      required
      attended
      missing
      excused
      unrecorded
      upcoming
      reason
      events {
        eventId
        kind
        title
        at
        standing
        reason
      }
    }
    events(month: $month, first: 50) {
      nodes {
        ...EventParts
      }
    }
  }
`);

export const MY_EVENT_RECORD = graphql(`
  query MyEventRecord($eventId: ID!) {
    node(id: $eventId) {
      id
      ...EventAttendances
    }
  }
`);

export const ANNOUNCE_EVENT = graphql(`
  mutation AnnounceEvent($input: AnnounceEventInput!) {
    announceEvent(input: $input) {
      id
    }
  }
`);

export const RECORD_EVENT_ATTENDANCE = graphql(`
  mutation RecordEventAttendance($input: RecordEventAttendanceInput!) {
    recordEventAttendance(input: $input) {
      id
      ...EventAttendances
    }
  }
`);

export const WITHDRAW_EVENT = graphql(`
  mutation WithdrawEvent($id: ID!, $reason: String!, $idempotencyKey: String!) {
    withdrawEvent(id: $id, reason: $reason, idempotencyKey: $idempotencyKey) {
      ...EventParts
    }
  }
`);
