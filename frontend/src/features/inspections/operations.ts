import { graphql } from '../../gql';

export const INSPECTION_COVERAGE = graphql(`
  query InspectionCoverage($regionCode: String!, $on: Date) {
    inspectionCoverage(regionCode: $regionCode, on: $on) {
      regionCode
      placeName
      matter
      title
      periodStart
      periodEnd
      state
      soft
      population
      required
      done
      missingCount
      missing {
        postingId
        name
      }
      sampleDrawn
      overdueDays
      reason
      document
      words
      reference
    }
  }
`);

export const PATROLS = graphql(`
  query Patrols($regionCode: String!) {
    patrols(regionCode: $regionCode) {
      required
      members {
        entryId
        name
        counties {
          regionCode
          name
        }
        lacking
        reason
      }
      covered {
        regionCode
      }
      uncovered {
        regionCode
        name
      }
      warning
      document
      words
      reference
    }
  }
`);

export const INSPECTIONS = graphql(`
  query Inspections($state: InspectionState, $method: InspectionMethod, $after: String) {
    inspections(state: $state, method: $method, first: 20, after: $after) {
      nodes {
        ...InspectionParts
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment InspectionParts on Inspection {
    id
    method
    state
    title
    regionCode
    placeName
    plannedOn
    plannerRegionCode
    carriedOutOn
    publishedAt
    cancelReason
    withoutNotice
    withoutRoute
    straightToVillage
    randomHouseholds
  }
`);

export const INSPECTIONS_AT_HAND = graphql(`
  query InspectionsAtHand($today: Date!) {
    planned: inspections(state: PLANNED, plannedUntil: $today, first: 5) {
      nodes {
        ...InspectionParts
      }
    }
    begun: inspections(state: CARRIED_OUT, first: 5) {
      nodes {
        ...InspectionParts
      }
    }
  }
`);

export const INSPECTION = graphql(`
  query Inspection($id: ID!) {
    inspection(id: $id) {
      ...InspectionParts
      draws(first: 20) {
        nodes {
          id
          kind
          regionCode
          placeName
          size
          route
          routeNames
          percent
          reckonedOn
          algorithm
          seed
          seedGiven
          drawnAt
        }
      }
    }
  }
`);

export const DRAW_MEMBERS = graphql(`
  query DrawMembers($id: ID!, $after: String) {
    node(id: $id) {
      id
      ... on InspectionDraw {
        members(first: 100, after: $after) {
          nodes {
            rank
            key
            regionCode
            posting {
              id
              placeName
              cadre {
                id
                name
              }
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  }
`);

export const DRAW_POPULATION = graphql(`
  query DrawPopulation($id: ID!) {
    node(id: $id) {
      id
      ... on InspectionDraw {
        population
      }
    }
  }
`);

export const INSPECTION_CHECKLIST = graphql(`
  query InspectionChecklist($inspectionId: ID!) {
    inspectionChecklist(inspectionId: $inspectionId) {
      item
      title
      sound
      reason
      computed
    }
  }
`);
