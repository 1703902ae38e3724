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
