/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query MyPosting($month: String!) {\n    myPosting {\n      id\n      role\n      dispatchLevel\n      placeName\n      startDate\n      plannedEnd\n      endDate\n      cadre {\n        id\n        name\n      }\n      sendingUnit {\n        id\n        name\n      }\n      month(month: $month) {\n        onDutyDays\n        logDays\n      }\n      attendanceDays(month: $month) {\n        ...DayParts\n      }\n      workLogs(month: $month) {\n        ...LogParts\n      }\n    }\n  }\n": typeof types.MyPostingDocument,
    "\n  mutation BeginUpload($input: BeginUploadInput!) {\n    beginUpload(input: $input) {\n      evidenceId\n      url\n      fields {\n        name\n        value\n      }\n    }\n  }\n": typeof types.BeginUploadDocument,
    "\n  mutation CompleteUpload($id: ID!) {\n    completeUpload(id: $id) {\n      id\n    }\n  }\n": typeof types.CompleteUploadDocument,
    "\n  mutation CheckIn($input: CheckInInput!) {\n    checkIn(input: $input) {\n      ...DayParts\n    }\n  }\n": typeof types.CheckInDocument,
    "\n  mutation WriteLog($input: WriteLogInput!) {\n    writeLog(input: $input) {\n      ...LogParts\n    }\n  }\n": typeof types.WriteLogDocument,
    "\n  query CountyFigures($regionCode: String!, $month: String!, $sheets: Boolean!, $cities: Boolean!) {\n    countyFigures(regionCode: $regionCode, month: $month) {\n      countyCode\n      countyName\n      postings\n      onDutyDays\n      averageDays\n      requiredDays\n      met\n      belowNorm\n      clause\n    }\n    sheetFigures(regionCode: $regionCode, month: $month) @include(if: $sheets) {\n      countyCode\n      totalled\n      signed\n      sealed\n    }\n    regions(under: $regionCode, level: CITY, first: 100) @include(if: $cities) {\n      nodes {\n        code\n        name\n      }\n    }\n  }\n": typeof types.CountyFiguresDocument,
    "\n  query Postings($regionCode: String, $month: String!, $attendance: Boolean!, $after: String) {\n    postings(regionCode: $regionCode, first: 100, after: $after) {\n      nodes {\n        id\n        role\n        dispatchLevel\n        placeName\n        startDate\n        endDate\n        cadre {\n          id\n          name\n        }\n        sendingUnit {\n          id\n          name\n        }\n        month(month: $month) @include(if: $attendance) {\n          onDutyDays\n          logDays\n          lastDay\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.PostingsDocument,
    "\n  query Sheets($regionCode: String, $month: String!, $after: String) {\n    sheets(regionCode: $regionCode, month: $month, first: 100, after: $after) {\n      nodes {\n        id\n        state\n        outcome\n        reason\n        posting {\n          id\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.SheetsDocument,
    "\n  query PostingMonth($id: ID!, $month: String!, $logs: Boolean!) {\n    posting(id: $id) {\n      id\n      attendanceDays(month: $month) {\n        ...DayParts\n      }\n      workLogs(month: $month) @include(if: $logs) {\n        ...LogParts\n      }\n    }\n  }\n  fragment DayParts on AttendanceDay {\n    day\n    status\n    firstCheckInAt\n    checkIns\n    photo {\n      id\n    }\n  }\n  fragment LogParts on WorkLog {\n    day\n    content\n    place\n    companions\n    householdsVisited\n    helpGiven\n    problemsHeard\n    evidence {\n      id\n      fileName\n    }\n  }\n": typeof types.PostingMonthDocument,
    "\n  mutation EvidenceLink($id: ID!) {\n    evidenceLink(id: $id)\n  }\n": typeof types.EvidenceLinkDocument,
    "\n  query Viewer {\n    viewer {\n      ...SignedIn\n    }\n  }\n  fragment SignedIn on Viewer {\n    username\n    name\n    mustChangePassword\n    isCadre\n    permissions\n    tenant {\n      code\n      name\n    }\n    roles {\n      role\n      title\n      regionCode\n      placeName\n      unitName\n    }\n  }\n": typeof types.ViewerDocument,
    "\n  mutation SignIn($tenant: String!, $username: String!, $password: String!) {\n    signIn(tenant: $tenant, username: $username, password: $password) {\n      ...SignedIn\n    }\n  }\n": typeof types.SignInDocument,
    "\n  mutation SignOut {\n    signOut\n  }\n": typeof types.SignOutDocument,
    "\n  mutation ChangePassword($oldPassword: String!, $newPassword: String!) {\n    changePassword(oldPassword: $oldPassword, newPassword: $newPassword)\n  }\n": typeof types.ChangePasswordDocument,
    "\n  query Tenants {\n    tenants(first: 100) {\n      nodes {\n        id\n        code\n        name\n        state\n        createdAt\n      }\n    }\n  }\n": typeof types.TenantsDocument,
};
const documents: Documents = {
    "\n  query MyPosting($month: String!) {\n    myPosting {\n      id\n      role\n      dispatchLevel\n      placeName\n      startDate\n      plannedEnd\n      endDate\n      cadre {\n        id\n        name\n      }\n      sendingUnit {\n        id\n        name\n      }\n      month(month: $month) {\n        onDutyDays\n        logDays\n      }\n      attendanceDays(month: $month) {\n        ...DayParts\n      }\n      workLogs(month: $month) {\n        ...LogParts\n      }\n    }\n  }\n": types.MyPostingDocument,
    "\n  mutation BeginUpload($input: BeginUploadInput!) {\n    beginUpload(input: $input) {\n      evidenceId\n      url\n      fields {\n        name\n        value\n      }\n    }\n  }\n": types.BeginUploadDocument,
    "\n  mutation CompleteUpload($id: ID!) {\n    completeUpload(id: $id) {\n      id\n    }\n  }\n": types.CompleteUploadDocument,
    "\n  mutation CheckIn($input: CheckInInput!) {\n    checkIn(input: $input) {\n      ...DayParts\n    }\n  }\n": types.CheckInDocument,
    "\n  mutation WriteLog($input: WriteLogInput!) {\n    writeLog(input: $input) {\n      ...LogParts\n    }\n  }\n": types.WriteLogDocument,
    "\n  query CountyFigures($regionCode: String!, $month: String!, $sheets: Boolean!, $cities: Boolean!) {\n    countyFigures(regionCode: $regionCode, month: $month) {\n      countyCode\n      countyName\n      postings\n      onDutyDays\n      averageDays\n      requiredDays\n      met\n      belowNorm\n      clause\n    }\n    sheetFigures(regionCode: $regionCode, month: $month) @include(if: $sheets) {\n      countyCode\n      totalled\n      signed\n      sealed\n    }\n    regions(under: $regionCode, level: CITY, first: 100) @include(if: $cities) {\n      nodes {\n        code\n        name\n      }\n    }\n  }\n": types.CountyFiguresDocument,
    "\n  query Postings($regionCode: String, $month: String!, $attendance: Boolean!, $after: String) {\n    postings(regionCode: $regionCode, first: 100, after: $after) {\n      nodes {\n        id\n        role\n        dispatchLevel\n        placeName\n        startDate\n        endDate\n        cadre {\n          id\n          name\n        }\n        sendingUnit {\n          id\n          name\n        }\n        month(month: $month) @include(if: $attendance) {\n          onDutyDays\n          logDays\n          lastDay\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.PostingsDocument,
    "\n  query Sheets($regionCode: String, $month: String!, $after: String) {\n    sheets(regionCode: $regionCode, month: $month, first: 100, after: $after) {\n      nodes {\n        id\n        state\n        outcome\n        reason\n        posting {\n          id\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.SheetsDocument,
    "\n  query PostingMonth($id: ID!, $month: String!, $logs: Boolean!) {\n    posting(id: $id) {\n      id\n      attendanceDays(month: $month) {\n        ...DayParts\n      }\n      workLogs(month: $month) @include(if: $logs) {\n        ...LogParts\n      }\n    }\n  }\n  fragment DayParts on AttendanceDay {\n    day\n    status\n    firstCheckInAt\n    checkIns\n    photo {\n      id\n    }\n  }\n  fragment LogParts on WorkLog {\n    day\n    content\n    place\n    companions\n    householdsVisited\n    helpGiven\n    problemsHeard\n    evidence {\n      id\n      fileName\n    }\n  }\n": types.PostingMonthDocument,
    "\n  mutation EvidenceLink($id: ID!) {\n    evidenceLink(id: $id)\n  }\n": types.EvidenceLinkDocument,
    "\n  query Viewer {\n    viewer {\n      ...SignedIn\n    }\n  }\n  fragment SignedIn on Viewer {\n    username\n    name\n    mustChangePassword\n    isCadre\n    permissions\n    tenant {\n      code\n      name\n    }\n    roles {\n      role\n      title\n      regionCode\n      placeName\n      unitName\n    }\n  }\n": types.ViewerDocument,
    "\n  mutation SignIn($tenant: String!, $username: String!, $password: String!) {\n    signIn(tenant: $tenant, username: $username, password: $password) {\n      ...SignedIn\n    }\n  }\n": types.SignInDocument,
    "\n  mutation SignOut {\n    signOut\n  }\n": types.SignOutDocument,
    "\n  mutation ChangePassword($oldPassword: String!, $newPassword: String!) {\n    changePassword(oldPassword: $oldPassword, newPassword: $newPassword)\n  }\n": types.ChangePasswordDocument,
    "\n  query Tenants {\n    tenants(first: 100) {\n      nodes {\n        id\n        code\n        name\n        state\n        createdAt\n      }\n    }\n  }\n": types.TenantsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MyPosting($month: String!) {\n    myPosting {\n      id\n      role\n      dispatchLevel\n      placeName\n      startDate\n      plannedEnd\n      endDate\n      cadre {\n        id\n        name\n      }\n      sendingUnit {\n        id\n        name\n      }\n      month(month: $month) {\n        onDutyDays\n        logDays\n      }\n      attendanceDays(month: $month) {\n        ...DayParts\n      }\n      workLogs(month: $month) {\n        ...LogParts\n      }\n    }\n  }\n"): (typeof documents)["\n  query MyPosting($month: String!) {\n    myPosting {\n      id\n      role\n      dispatchLevel\n      placeName\n      startDate\n      plannedEnd\n      endDate\n      cadre {\n        id\n        name\n      }\n      sendingUnit {\n        id\n        name\n      }\n      month(month: $month) {\n        onDutyDays\n        logDays\n      }\n      attendanceDays(month: $month) {\n        ...DayParts\n      }\n      workLogs(month: $month) {\n        ...LogParts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BeginUpload($input: BeginUploadInput!) {\n    beginUpload(input: $input) {\n      evidenceId\n      url\n      fields {\n        name\n        value\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation BeginUpload($input: BeginUploadInput!) {\n    beginUpload(input: $input) {\n      evidenceId\n      url\n      fields {\n        name\n        value\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CompleteUpload($id: ID!) {\n    completeUpload(id: $id) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation CompleteUpload($id: ID!) {\n    completeUpload(id: $id) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CheckIn($input: CheckInInput!) {\n    checkIn(input: $input) {\n      ...DayParts\n    }\n  }\n"): (typeof documents)["\n  mutation CheckIn($input: CheckInInput!) {\n    checkIn(input: $input) {\n      ...DayParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WriteLog($input: WriteLogInput!) {\n    writeLog(input: $input) {\n      ...LogParts\n    }\n  }\n"): (typeof documents)["\n  mutation WriteLog($input: WriteLogInput!) {\n    writeLog(input: $input) {\n      ...LogParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CountyFigures($regionCode: String!, $month: String!, $sheets: Boolean!, $cities: Boolean!) {\n    countyFigures(regionCode: $regionCode, month: $month) {\n      countyCode\n      countyName\n      postings\n      onDutyDays\n      averageDays\n      requiredDays\n      met\n      belowNorm\n      clause\n    }\n    sheetFigures(regionCode: $regionCode, month: $month) @include(if: $sheets) {\n      countyCode\n      totalled\n      signed\n      sealed\n    }\n    regions(under: $regionCode, level: CITY, first: 100) @include(if: $cities) {\n      nodes {\n        code\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  query CountyFigures($regionCode: String!, $month: String!, $sheets: Boolean!, $cities: Boolean!) {\n    countyFigures(regionCode: $regionCode, month: $month) {\n      countyCode\n      countyName\n      postings\n      onDutyDays\n      averageDays\n      requiredDays\n      met\n      belowNorm\n      clause\n    }\n    sheetFigures(regionCode: $regionCode, month: $month) @include(if: $sheets) {\n      countyCode\n      totalled\n      signed\n      sealed\n    }\n    regions(under: $regionCode, level: CITY, first: 100) @include(if: $cities) {\n      nodes {\n        code\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Postings($regionCode: String, $month: String!, $attendance: Boolean!, $after: String) {\n    postings(regionCode: $regionCode, first: 100, after: $after) {\n      nodes {\n        id\n        role\n        dispatchLevel\n        placeName\n        startDate\n        endDate\n        cadre {\n          id\n          name\n        }\n        sendingUnit {\n          id\n          name\n        }\n        month(month: $month) @include(if: $attendance) {\n          onDutyDays\n          logDays\n          lastDay\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query Postings($regionCode: String, $month: String!, $attendance: Boolean!, $after: String) {\n    postings(regionCode: $regionCode, first: 100, after: $after) {\n      nodes {\n        id\n        role\n        dispatchLevel\n        placeName\n        startDate\n        endDate\n        cadre {\n          id\n          name\n        }\n        sendingUnit {\n          id\n          name\n        }\n        month(month: $month) @include(if: $attendance) {\n          onDutyDays\n          logDays\n          lastDay\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Sheets($regionCode: String, $month: String!, $after: String) {\n    sheets(regionCode: $regionCode, month: $month, first: 100, after: $after) {\n      nodes {\n        id\n        state\n        outcome\n        reason\n        posting {\n          id\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query Sheets($regionCode: String, $month: String!, $after: String) {\n    sheets(regionCode: $regionCode, month: $month, first: 100, after: $after) {\n      nodes {\n        id\n        state\n        outcome\n        reason\n        posting {\n          id\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PostingMonth($id: ID!, $month: String!, $logs: Boolean!) {\n    posting(id: $id) {\n      id\n      attendanceDays(month: $month) {\n        ...DayParts\n      }\n      workLogs(month: $month) @include(if: $logs) {\n        ...LogParts\n      }\n    }\n  }\n  fragment DayParts on AttendanceDay {\n    day\n    status\n    firstCheckInAt\n    checkIns\n    photo {\n      id\n    }\n  }\n  fragment LogParts on WorkLog {\n    day\n    content\n    place\n    companions\n    householdsVisited\n    helpGiven\n    problemsHeard\n    evidence {\n      id\n      fileName\n    }\n  }\n"): (typeof documents)["\n  query PostingMonth($id: ID!, $month: String!, $logs: Boolean!) {\n    posting(id: $id) {\n      id\n      attendanceDays(month: $month) {\n        ...DayParts\n      }\n      workLogs(month: $month) @include(if: $logs) {\n        ...LogParts\n      }\n    }\n  }\n  fragment DayParts on AttendanceDay {\n    day\n    status\n    firstCheckInAt\n    checkIns\n    photo {\n      id\n    }\n  }\n  fragment LogParts on WorkLog {\n    day\n    content\n    place\n    companions\n    householdsVisited\n    helpGiven\n    problemsHeard\n    evidence {\n      id\n      fileName\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EvidenceLink($id: ID!) {\n    evidenceLink(id: $id)\n  }\n"): (typeof documents)["\n  mutation EvidenceLink($id: ID!) {\n    evidenceLink(id: $id)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Viewer {\n    viewer {\n      ...SignedIn\n    }\n  }\n  fragment SignedIn on Viewer {\n    username\n    name\n    mustChangePassword\n    isCadre\n    permissions\n    tenant {\n      code\n      name\n    }\n    roles {\n      role\n      title\n      regionCode\n      placeName\n      unitName\n    }\n  }\n"): (typeof documents)["\n  query Viewer {\n    viewer {\n      ...SignedIn\n    }\n  }\n  fragment SignedIn on Viewer {\n    username\n    name\n    mustChangePassword\n    isCadre\n    permissions\n    tenant {\n      code\n      name\n    }\n    roles {\n      role\n      title\n      regionCode\n      placeName\n      unitName\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignIn($tenant: String!, $username: String!, $password: String!) {\n    signIn(tenant: $tenant, username: $username, password: $password) {\n      ...SignedIn\n    }\n  }\n"): (typeof documents)["\n  mutation SignIn($tenant: String!, $username: String!, $password: String!) {\n    signIn(tenant: $tenant, username: $username, password: $password) {\n      ...SignedIn\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOut {\n    signOut\n  }\n"): (typeof documents)["\n  mutation SignOut {\n    signOut\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangePassword($oldPassword: String!, $newPassword: String!) {\n    changePassword(oldPassword: $oldPassword, newPassword: $newPassword)\n  }\n"): (typeof documents)["\n  mutation ChangePassword($oldPassword: String!, $newPassword: String!) {\n    changePassword(oldPassword: $oldPassword, newPassword: $newPassword)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Tenants {\n    tenants(first: 100) {\n      nodes {\n        id\n        code\n        name\n        state\n        createdAt\n      }\n    }\n  }\n"): (typeof documents)["\n  query Tenants {\n    tenants(first: 100) {\n      nodes {\n        id\n        code\n        name\n        state\n        createdAt\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;