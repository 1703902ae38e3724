import { graphql } from '../../gql';

export const COUNTY_FIGURES = graphql(`
  query CountyFigures($regionCode: String!, $month: String!, $sheets: Boolean!, $cities: Boolean!) {
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
    sheetFigures(regionCode: $regionCode, month: $month) @include(if: $sheets) {
      countyCode
      totalled
      signed
      sealed
    }
    regions(under: $regionCode, level: CITY, first: 100) @include(if: $cities) {
      nodes {
        code
        name
      }
    }
  }
`);

export const WHEREABOUTS_FIGURES = graphql(`
  query WhereaboutsFigures($regionCode: String, $day: Date!) {
    whereaboutsFigures(regionCode: $regionCode, day: $day) {
      day
      kind
      holiday
      published
      readAt
      counts {
        ...DayCounts
      }
      places {
        regionCode
        name
        counts {
          ...DayCounts
        }
      }
    }
  }
  fragment DayCounts on WhereaboutsCounts {
    inPost
    conflict
    inVillage
    officialTrip
    leave
    claimed
    absent
    nothing
    dayOff
  }
`);

export const WHEREABOUTS_BELOW = graphql(`
  query WhereaboutsBelow($regionCode: String, $day: Date!, $states: [WhereaboutsState!], $first: Int!, $after: String) {
    whereabouts(regionCode: $regionCode, day: $day, states: $states, first: $first, after: $after) {
      readAt
      endCursor
      nodes {
        postingId
        cadreName
        role
        dispatchLevel
        regionCode
        placeName
        unitName
        state
        status
        afternoon
        registered
        approved
        late
        acts {
          count
          firstAt
          lastAt
          nearestM
          farthestM
          photos
          photosThere
        }
        night
        nightBefore
        away {
          leaveId
          kind
          state
          stretch
          approvedBy
          office
          waitsAt
        }
        claimedAt
        conflict
        norm {
          outcome
          measured
          required
          missing
          left
          running
          reachable
          soft
          reason
          document
          reference
        }
      }
    }
  }
`);
