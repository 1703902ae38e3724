import { graphql } from '../../gql';

export const FIND_PLACES = graphql(`
  query FindPlaces($under: String, $level: RegionLevel, $nameStartsWith: String) {
    regions(under: $under, level: $level, nameStartsWith: $nameStartsWith, first: 30) {
      nodes {
        code
        name
        pathName
        level
        validTo
      }
    }
  }
`);

export const FIND_UNITS = graphql(`
  query FindUnits($nameStartsWith: String) {
    units(kind: SENDING_UNIT, nameStartsWith: $nameStartsWith, first: 30) {
      nodes {
        id
        name
        region {
          pathName
        }
      }
    }
  }
`);

export const FIND_CADRES = graphql(`
  query FindCadres($nameStartsWith: String!) {
    cadres(nameStartsWith: $nameStartsWith, first: 20) {
      nodes {
        id
        name
        homeUnit {
          name
        }
      }
    }
  }
`);

export const EVIDENCE_THUMBNAILS = graphql(`
  mutation EvidenceThumbnails($ids: [ID!]!) {
    evidenceThumbnails(ids: $ids) {
      id
      url
    }
  }
`);
