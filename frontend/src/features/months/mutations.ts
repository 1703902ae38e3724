import { graphql } from '../../gql';

export const TOTAL = graphql(`
  mutation TotalMonth($townshipCode: String!, $month: String!, $idempotencyKey: String!) {
    totalMonth(townshipCode: $townshipCode, month: $month, idempotencyKey: $idempotencyKey) {
      id
      state
    }
  }
`);

export const SIGN = graphql(`
  mutation SignSheets(
    $townshipCode: String!
    $month: String!
    $idempotencyKey: String!
    $sheetIds: [ID!]!
    $contentHashes: [String!]!
  ) {
    signSheets(
      townshipCode: $townshipCode
      month: $month
      idempotencyKey: $idempotencyKey
      sheetIds: $sheetIds
      contentHashes: $contentHashes
    ) {
      id
      state
    }
  }
`);

export const SEAL = graphql(`
  mutation SealSheets($townshipCode: String!, $month: String!, $idempotencyKey: String!, $sheetIds: [ID!]!) {
    sealSheets(townshipCode: $townshipCode, month: $month, idempotencyKey: $idempotencyKey, sheetIds: $sheetIds) {
      id
      state
    }
  }
`);

export const VERIFY = graphql(`
  mutation VerifySheets(
    $townshipCode: String!
    $month: String!
    $idempotencyKey: String!
    $sheetIds: [ID!]!
    $contentHashes: [String!]!
  ) {
    verifySheets(
      townshipCode: $townshipCode
      month: $month
      idempotencyKey: $idempotencyKey
      sheetIds: $sheetIds
      contentHashes: $contentHashes
    ) {
      id
      state
    }
  }
`);

export const REOPEN = graphql(`
  mutation ReopenSheets($input: ReopenSheetsInput!) {
    reopenSheets(input: $input) {
      id
      state
    }
  }
`);

export const OVERRIDE = graphql(`
  mutation ProposeSheetOverride($input: ProposeSheetOverrideInput!) {
    proposeSheetOverride(input: $input) {
      id
      summary
    }
  }
`);

export const PRINT = graphql(`
  mutation PrintSheets($input: PrintSheetsInput!) {
    printSheets(input: $input) {
      ...DocumentParts
    }
  }
  fragment DocumentParts on SheetDocument {
    id
    month
    regionCode
    format
    fileName
    state
    rowCount
    failureMessage
    createdAt
    finishedAt
    expiresAt
  }
`);

export const DOCUMENT = graphql(`
  query SheetDocument($id: ID!) {
    sheetDocument(id: $id) {
      ...DocumentParts
    }
  }
`);

export const DOCUMENTS = graphql(`
  query SheetDocuments($after: String) {
    sheetDocuments(first: 20, after: $after) {
      nodes {
        ...DocumentParts
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

export const DOCUMENT_LINK = graphql(`
  mutation SheetDocumentLink($id: ID!) {
    sheetDocumentLink(id: $id)
  }
`);
