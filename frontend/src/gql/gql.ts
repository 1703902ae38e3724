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
    "\n  query MySessions {\n    mySessions {\n      id\n      address\n      userAgent\n      method\n      createdAt\n      lastSeenAt\n      expiresAt\n      current\n    }\n  }\n": typeof types.MySessionsDocument,
    "\n  mutation RevokeSession($id: ID!) {\n    revokeSession(id: $id)\n  }\n": typeof types.RevokeSessionDocument,
    "\n  mutation RevokeOtherSessions {\n    revokeOtherSessions\n  }\n": typeof types.RevokeOtherSessionsDocument,
    "\n  query ApiTokens {\n    apiTokens(first: 100) {\n      nodes {\n        id\n        name\n        owner\n        mine\n        scopes\n        createdAt\n        expiresAt\n        lastUsedAt\n        revokedAt\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n": typeof types.ApiTokensDocument,
    "\n  query TokenScopes {\n    tokenScopes {\n      action\n      title\n    }\n  }\n": typeof types.TokenScopesDocument,
    "\n  mutation CreateApiToken($input: CreateApiTokenInput!) {\n    createApiToken(input: $input) {\n      id\n      token\n      expiresAt\n    }\n  }\n": typeof types.CreateApiTokenDocument,
    "\n  mutation RevokeApiToken($id: ID!) {\n    revokeApiToken(id: $id)\n  }\n": typeof types.RevokeApiTokenDocument,
    "\n  query FindPlaces($under: String, $level: RegionLevel, $nameStartsWith: String) {\n    regions(under: $under, level: $level, nameStartsWith: $nameStartsWith, first: 30) {\n      nodes {\n        code\n        name\n        pathName\n        level\n        validTo\n      }\n    }\n  }\n": typeof types.FindPlacesDocument,
    "\n  query FindUnits($nameStartsWith: String) {\n    units(kind: SENDING_UNIT, nameStartsWith: $nameStartsWith, first: 30) {\n      nodes {\n        id\n        name\n        region {\n          pathName\n        }\n      }\n    }\n  }\n": typeof types.FindUnitsDocument,
    "\n  query FindCadres($nameStartsWith: String!) {\n    cadres(nameStartsWith: $nameStartsWith, first: 20) {\n      nodes {\n        id\n        name\n        homeUnit {\n          name\n        }\n      }\n    }\n  }\n": typeof types.FindCadresDocument,
    "\n  query Approvals($state: ApprovalState, $after: String) {\n    approvalRequests(state: $state, first: 20, after: $after) {\n      nodes {\n        ...ApprovalParts\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n  fragment ApprovalParts on ApprovalRequest {\n    id\n    title\n    summary\n    reason\n    state\n    mine\n    requestedBy\n    requestedAt\n    expiresAt\n    decidedBy\n    decidedAt\n    decisionNote\n  }\n": typeof types.ApprovalsDocument,
    "\n  query WaitingApprovals {\n    approvalRequests(state: PENDING, first: 100) {\n      nodes {\n        id\n        mine\n      }\n    }\n  }\n": typeof types.WaitingApprovalsDocument,
    "\n  mutation DecideApproval($id: ID!, $approve: Boolean!, $idempotencyKey: String!, $note: String) {\n    decideApproval(id: $id, approve: $approve, idempotencyKey: $idempotencyKey, note: $note) {\n      ...ApprovalParts\n    }\n  }\n": typeof types.DecideApprovalDocument,
    "\n  mutation WithdrawApproval($id: ID!) {\n    withdrawApproval(id: $id) {\n      ...ApprovalParts\n    }\n  }\n": typeof types.WithdrawApprovalDocument,
    "\n  query AuditEvents($filter: AuditFilter, $after: String) {\n    auditEvents(filter: $filter, first: 30, after: $after) {\n      nodes {\n        id\n        at\n        kind\n        accountId\n        person\n        capacity\n        action\n        subjectType\n        subjectId\n        before\n        after\n        reason\n        detail\n        address\n        requestId\n        lane\n        seq\n        hash\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.AuditEventsDocument,
    "\n  mutation ExportAuditEvents($reason: String!, $filter: AuditFilter) {\n    exportAuditEvents(reason: $reason, filter: $filter)\n  }\n": typeof types.ExportAuditEventsDocument,
    "\n  query MyPosting($month: String!) {\n    myPosting {\n      id\n      role\n      dispatchLevel\n      placeName\n      startDate\n      plannedEnd\n      endDate\n      cadre {\n        id\n        name\n      }\n      sendingUnit {\n        id\n        name\n      }\n      month(month: $month) {\n        onDutyDays\n        halfDay\n        logDays\n      }\n      attendanceDays(month: $month) {\n        ...DayParts\n      }\n      workLogs(month: $month) {\n        ...LogParts\n      }\n    }\n  }\n": typeof types.MyPostingDocument,
    "\n  mutation BeginUpload($input: BeginUploadInput!) {\n    beginUpload(input: $input) {\n      evidenceId\n      url\n      fields {\n        name\n        value\n      }\n    }\n  }\n": typeof types.BeginUploadDocument,
    "\n  mutation CompleteUpload($id: ID!) {\n    completeUpload(id: $id) {\n      id\n    }\n  }\n": typeof types.CompleteUploadDocument,
    "\n  mutation CheckIn($input: CheckInInput!) {\n    checkIn(input: $input) {\n      ...DayParts\n    }\n  }\n": typeof types.CheckInDocument,
    "\n  mutation WriteLog($input: WriteLogInput!) {\n    writeLog(input: $input) {\n      ...LogParts\n    }\n  }\n": typeof types.WriteLogDocument,
    "\n  query Delegations($activeOn: Date, $after: String) {\n    delegations(activeOn: $activeOn, first: 20, after: $after) {\n      nodes {\n        id\n        regionCode\n        placeName\n        actions\n        validFrom\n        validTo\n        reason\n        delegatedBy\n        revokedAt\n        revokedBy\n        revokeReason\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.DelegationsDocument,
    "\n  mutation Delegate($input: DelegateInput!) {\n    delegate(input: $input) {\n      id\n    }\n  }\n": typeof types.DelegateDocument,
    "\n  mutation RevokeDelegation($id: ID!, $reason: String!) {\n    revokeDelegation(id: $id, reason: $reason) {\n      id\n      revokedAt\n    }\n  }\n": typeof types.RevokeDelegationDocument,
    "\n  query OverdueDuties($regionCode: String) {\n    overdueDuties(regionCode: $regionCode) {\n      overdue\n      hints\n      places {\n        regionCode\n        name\n        overdue\n        hints\n      }\n      duties {\n        matter\n        title\n        document\n        words\n        reference\n        overdue\n        hints\n        since\n      }\n      cells {\n        regionCode\n        matter\n        title\n        overdue\n        hints\n      }\n    }\n  }\n": typeof types.OverdueDutiesDocument,
    "\n  query PlaceName($code: String!) {\n    region(code: $code) {\n      id\n      pathName\n    }\n  }\n": typeof types.PlaceNameDocument,
    "\n  query DutyRates($regionCode: String!, $matter: String!, $from: Date!, $to: Date!) {\n    dutyRates(regionCode: $regionCode, matter: $matter, from: $from, to: $to) {\n      regionCode\n      due\n      met\n      rate\n    }\n  }\n": typeof types.DutyRatesDocument,
    "\n  query OverdueOccurrences($regionCode: String, $matter: String, $after: String) {\n    dutyOccurrences(regionCode: $regionCode, matter: $matter, overdue: true, first: 20, after: $after) {\n      totalCount\n      nodes {\n        ...OccurrenceParts\n        posting {\n          id\n          cadre {\n            id\n            name\n          }\n        }\n        unit {\n          id\n          name\n        }\n        region {\n          id\n          pathName\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.OverdueOccurrencesDocument,
    "\n  query MyDuties {\n    myDuties {\n      ...OccurrenceParts\n    }\n  }\n": typeof types.MyDutiesDocument,
    "\n  fragment OccurrenceParts on DutyOccurrence {\n    id\n    matter\n    period\n    periodEnd\n    dueOn\n    required\n    done\n    state\n    overdue\n    late\n    soft\n    rule {\n      id\n      title\n      reference\n    }\n  }\n": typeof types.OccurrencePartsFragmentDoc,
    "\n  query DutyVerdict($occurrenceId: ID!) {\n    dutyVerdict(occurrenceId: $occurrenceId) {\n      outcome\n      reason\n      document\n      words\n      reference\n      counted {\n        title\n        day\n        until\n      }\n      notCounted {\n        title\n        day\n        until\n        reason\n      }\n    }\n  }\n": typeof types.DutyVerdictDocument,
    "\n  mutation ExemptDuty($input: ExemptDutyInput!) {\n    exemptDuty(input: $input) {\n      id\n      state\n    }\n  }\n": typeof types.ExemptDutyDocument,
    "\n  query CountyFigures($regionCode: String!, $month: String!, $sheets: Boolean!, $cities: Boolean!) {\n    countyFigures(regionCode: $regionCode, month: $month) {\n      countyCode\n      countyName\n      postings\n      onDutyDays\n      averageDays\n      requiredDays\n      met\n      belowNorm\n      clause\n    }\n    sheetFigures(regionCode: $regionCode, month: $month) @include(if: $sheets) {\n      countyCode\n      totalled\n      signed\n      sealed\n    }\n    regions(under: $regionCode, level: CITY, first: 100) @include(if: $cities) {\n      nodes {\n        code\n        name\n      }\n    }\n  }\n": typeof types.CountyFiguresDocument,
    "\n  query Accounts($text: String, $regionCode: String, $role: String, $state: AccountState, $after: String) {\n    accounts(text: $text, regionCode: $regionCode, role: $role, state: $state, first: 20, after: $after) {\n      nodes {\n        ...AccountLine\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      totalCount\n    }\n  }\n  fragment AccountLine on Account {\n    id\n    username\n    displayName\n    state\n    mustChangePassword\n    lastSignInAt\n    createdAt\n    appointments {\n      id\n      role\n      title\n      regionCode\n      placeName\n      unitName\n      validFrom\n      validTo\n      actingFor\n    }\n  }\n": typeof types.AccountsDocument,
    "\n  query Account($id: ID!) {\n    account(id: $id) {\n      ...AccountLine\n      appointments {\n        id\n        reason\n        grantedBy\n        endedBy\n        endedReason\n      }\n    }\n  }\n": typeof types.AccountDocument,
    "\n  mutation CreateAccount($input: CreateAccountInput!) {\n    createAccount(input: $input) {\n      id\n      username\n      oneTimePassword\n    }\n  }\n": typeof types.CreateAccountDocument,
    "\n  mutation DisableAccount($id: ID!, $reason: String!) {\n    disableAccount(id: $id, reason: $reason) {\n      id\n      state\n    }\n  }\n": typeof types.DisableAccountDocument,
    "\n  mutation EnableAccount($id: ID!, $reason: String!) {\n    enableAccount(id: $id, reason: $reason) {\n      id\n      state\n    }\n  }\n": typeof types.EnableAccountDocument,
    "\n  mutation ResetPassword($id: ID!, $reason: String!) {\n    resetPassword(id: $id, reason: $reason) {\n      oneTimePassword\n    }\n  }\n": typeof types.ResetPasswordDocument,
    "\n  mutation ResetSecondFactor($accountId: ID!) {\n    resetSecondFactor(accountId: $accountId)\n  }\n": typeof types.ResetSecondFactorDocument,
    "\n  mutation RevokeAccountSessions($accountId: ID!) {\n    revokeAccountSessions(accountId: $accountId)\n  }\n": typeof types.RevokeAccountSessionsDocument,
    "\n  mutation Appoint($input: AppointInput!) {\n    appoint(input: $input) {\n      id\n      title\n    }\n  }\n": typeof types.AppointDocument,
    "\n  mutation EndAppointment($id: ID!, $on: Date!, $reason: String!) {\n    endAppointment(id: $id, on: $on, reason: $reason) {\n      id\n      validTo\n    }\n  }\n": typeof types.EndAppointmentDocument,
    "\n  mutation AppointActing($input: AppointActingInput!) {\n    appointActing(input: $input) {\n      id\n      validFrom\n      validTo\n    }\n  }\n": typeof types.AppointActingDocument,
    "\n  mutation TransferAccount($input: TransferAccountInput!) {\n    transferAccount(input: $input) {\n      id\n      title\n    }\n  }\n": typeof types.TransferAccountDocument,
    "\n  mutation ProposeAdministration($input: ProposeAdministrationInput!) {\n    proposeAdministration(input: $input) {\n      id\n      summary\n    }\n  }\n": typeof types.ProposeAdministrationDocument,
    "\n  query Policy {\n    policy {\n      version\n      roles {\n        role\n        title\n        people\n        rules {\n          action\n          title\n          byDefault\n          override\n          reason\n          allowed\n          mayAllow\n        }\n      }\n    }\n  }\n": typeof types.PolicyDocument,
    "\n  mutation ProposePolicyChange($input: ProposePolicyChangeInput!) {\n    proposePolicyChange(input: $input) {\n      id\n      summary\n    }\n  }\n": typeof types.ProposePolicyChangeDocument,
    "\n  query Postings($regionCode: String, $month: String!, $attendance: Boolean!, $after: String) {\n    postings(regionCode: $regionCode, first: 100, after: $after) {\n      nodes {\n        id\n        role\n        dispatchLevel\n        placeName\n        startDate\n        endDate\n        cadre {\n          id\n          name\n        }\n        sendingUnit {\n          id\n          name\n        }\n        month(month: $month) @include(if: $attendance) {\n          onDutyDays\n          halfDay\n          logDays\n          lastDay\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.PostingsDocument,
    "\n  query Sheets($regionCode: String, $month: String!, $after: String) {\n    sheets(regionCode: $regionCode, month: $month, first: 100, after: $after) {\n      nodes {\n        id\n        state\n        outcome\n        reason\n        posting {\n          id\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.SheetsDocument,
    "\n  query PostingMonth($id: ID!, $month: String!, $logs: Boolean!) {\n    posting(id: $id) {\n      id\n      attendanceDays(month: $month) {\n        ...DayParts\n      }\n      workLogs(month: $month) @include(if: $logs) {\n        ...LogParts\n      }\n    }\n  }\n  fragment DayParts on AttendanceDay {\n    day\n    status\n    afternoon\n    firstCheckInAt\n    checkIns\n    photo {\n      id\n    }\n  }\n  fragment LogParts on WorkLog {\n    day\n    content\n    place\n    companions\n    householdsVisited\n    helpGiven\n    problemsHeard\n    evidence {\n      id\n      fileName\n    }\n  }\n": typeof types.PostingMonthDocument,
    "\n  mutation EvidenceLink($id: ID!) {\n    evidenceLink(id: $id)\n  }\n": typeof types.EvidenceLinkDocument,
    "\n  query PostingPerson($id: ID!) {\n    posting(id: $id) {\n      id\n      cadre {\n        id\n        name\n        idNumber\n        phone\n        bankAccount\n        address\n      }\n    }\n  }\n": typeof types.PostingPersonDocument,
    "\n  mutation Unmask($cadreId: ID!, $fields: [PersonalField!]!, $reason: String!) {\n    unmask(cadreId: $cadreId, fields: $fields, reason: $reason) {\n      idNumber\n      phone\n      bankAccount\n      address\n    }\n  }\n": typeof types.UnmaskDocument,
    "\n  query Viewer {\n    viewer {\n      ...SignedIn\n    }\n  }\n  fragment SignedIn on Viewer {\n    username\n    name\n    mustChangePassword\n    mustEnrolSecondFactor\n    hasSecondFactor\n    isCadre\n    permissions\n    tenant {\n      code\n      name\n    }\n    roles {\n      role\n      title\n      regionCode\n      placeName\n      unitName\n      validFrom\n      validTo\n      actingFor\n    }\n  }\n": typeof types.ViewerDocument,
    "\n  mutation SignIn($tenant: String!, $username: String!, $password: String!, $code: String) {\n    signIn(tenant: $tenant, username: $username, password: $password, code: $code) {\n      ...SignedIn\n    }\n  }\n": typeof types.SignInDocument,
    "\n  mutation SignOut {\n    signOut\n  }\n": typeof types.SignOutDocument,
    "\n  mutation ChangePassword($oldPassword: String!, $newPassword: String!) {\n    changePassword(oldPassword: $oldPassword, newPassword: $newPassword)\n  }\n": typeof types.ChangePasswordDocument,
    "\n  query SignInDoors($tenant: String!) {\n    signInDoors(tenant: $tenant) {\n      id\n      title\n      url\n    }\n  }\n": typeof types.SignInDoorsDocument,
    "\n  mutation StepUp($password: String!, $code: String) {\n    stepUp(password: $password, code: $code)\n  }\n": typeof types.StepUpDocument,
    "\n  mutation BeginSecondFactor($password: String!, $code: String) {\n    beginSecondFactor(password: $password, code: $code) {\n      secret\n      uri\n    }\n  }\n": typeof types.BeginSecondFactorDocument,
    "\n  mutation ConfirmSecondFactor($code: String!) {\n    confirmSecondFactor(code: $code)\n  }\n": typeof types.ConfirmSecondFactorDocument,
    "\n  query Tenants {\n    tenants(first: 100) {\n      nodes {\n        id\n        code\n        name\n        state\n        createdAt\n      }\n    }\n  }\n": typeof types.TenantsDocument,
};
const documents: Documents = {
    "\n  query MySessions {\n    mySessions {\n      id\n      address\n      userAgent\n      method\n      createdAt\n      lastSeenAt\n      expiresAt\n      current\n    }\n  }\n": types.MySessionsDocument,
    "\n  mutation RevokeSession($id: ID!) {\n    revokeSession(id: $id)\n  }\n": types.RevokeSessionDocument,
    "\n  mutation RevokeOtherSessions {\n    revokeOtherSessions\n  }\n": types.RevokeOtherSessionsDocument,
    "\n  query ApiTokens {\n    apiTokens(first: 100) {\n      nodes {\n        id\n        name\n        owner\n        mine\n        scopes\n        createdAt\n        expiresAt\n        lastUsedAt\n        revokedAt\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n": types.ApiTokensDocument,
    "\n  query TokenScopes {\n    tokenScopes {\n      action\n      title\n    }\n  }\n": types.TokenScopesDocument,
    "\n  mutation CreateApiToken($input: CreateApiTokenInput!) {\n    createApiToken(input: $input) {\n      id\n      token\n      expiresAt\n    }\n  }\n": types.CreateApiTokenDocument,
    "\n  mutation RevokeApiToken($id: ID!) {\n    revokeApiToken(id: $id)\n  }\n": types.RevokeApiTokenDocument,
    "\n  query FindPlaces($under: String, $level: RegionLevel, $nameStartsWith: String) {\n    regions(under: $under, level: $level, nameStartsWith: $nameStartsWith, first: 30) {\n      nodes {\n        code\n        name\n        pathName\n        level\n        validTo\n      }\n    }\n  }\n": types.FindPlacesDocument,
    "\n  query FindUnits($nameStartsWith: String) {\n    units(kind: SENDING_UNIT, nameStartsWith: $nameStartsWith, first: 30) {\n      nodes {\n        id\n        name\n        region {\n          pathName\n        }\n      }\n    }\n  }\n": types.FindUnitsDocument,
    "\n  query FindCadres($nameStartsWith: String!) {\n    cadres(nameStartsWith: $nameStartsWith, first: 20) {\n      nodes {\n        id\n        name\n        homeUnit {\n          name\n        }\n      }\n    }\n  }\n": types.FindCadresDocument,
    "\n  query Approvals($state: ApprovalState, $after: String) {\n    approvalRequests(state: $state, first: 20, after: $after) {\n      nodes {\n        ...ApprovalParts\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n  fragment ApprovalParts on ApprovalRequest {\n    id\n    title\n    summary\n    reason\n    state\n    mine\n    requestedBy\n    requestedAt\n    expiresAt\n    decidedBy\n    decidedAt\n    decisionNote\n  }\n": types.ApprovalsDocument,
    "\n  query WaitingApprovals {\n    approvalRequests(state: PENDING, first: 100) {\n      nodes {\n        id\n        mine\n      }\n    }\n  }\n": types.WaitingApprovalsDocument,
    "\n  mutation DecideApproval($id: ID!, $approve: Boolean!, $idempotencyKey: String!, $note: String) {\n    decideApproval(id: $id, approve: $approve, idempotencyKey: $idempotencyKey, note: $note) {\n      ...ApprovalParts\n    }\n  }\n": types.DecideApprovalDocument,
    "\n  mutation WithdrawApproval($id: ID!) {\n    withdrawApproval(id: $id) {\n      ...ApprovalParts\n    }\n  }\n": types.WithdrawApprovalDocument,
    "\n  query AuditEvents($filter: AuditFilter, $after: String) {\n    auditEvents(filter: $filter, first: 30, after: $after) {\n      nodes {\n        id\n        at\n        kind\n        accountId\n        person\n        capacity\n        action\n        subjectType\n        subjectId\n        before\n        after\n        reason\n        detail\n        address\n        requestId\n        lane\n        seq\n        hash\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.AuditEventsDocument,
    "\n  mutation ExportAuditEvents($reason: String!, $filter: AuditFilter) {\n    exportAuditEvents(reason: $reason, filter: $filter)\n  }\n": types.ExportAuditEventsDocument,
    "\n  query MyPosting($month: String!) {\n    myPosting {\n      id\n      role\n      dispatchLevel\n      placeName\n      startDate\n      plannedEnd\n      endDate\n      cadre {\n        id\n        name\n      }\n      sendingUnit {\n        id\n        name\n      }\n      month(month: $month) {\n        onDutyDays\n        halfDay\n        logDays\n      }\n      attendanceDays(month: $month) {\n        ...DayParts\n      }\n      workLogs(month: $month) {\n        ...LogParts\n      }\n    }\n  }\n": types.MyPostingDocument,
    "\n  mutation BeginUpload($input: BeginUploadInput!) {\n    beginUpload(input: $input) {\n      evidenceId\n      url\n      fields {\n        name\n        value\n      }\n    }\n  }\n": types.BeginUploadDocument,
    "\n  mutation CompleteUpload($id: ID!) {\n    completeUpload(id: $id) {\n      id\n    }\n  }\n": types.CompleteUploadDocument,
    "\n  mutation CheckIn($input: CheckInInput!) {\n    checkIn(input: $input) {\n      ...DayParts\n    }\n  }\n": types.CheckInDocument,
    "\n  mutation WriteLog($input: WriteLogInput!) {\n    writeLog(input: $input) {\n      ...LogParts\n    }\n  }\n": types.WriteLogDocument,
    "\n  query Delegations($activeOn: Date, $after: String) {\n    delegations(activeOn: $activeOn, first: 20, after: $after) {\n      nodes {\n        id\n        regionCode\n        placeName\n        actions\n        validFrom\n        validTo\n        reason\n        delegatedBy\n        revokedAt\n        revokedBy\n        revokeReason\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.DelegationsDocument,
    "\n  mutation Delegate($input: DelegateInput!) {\n    delegate(input: $input) {\n      id\n    }\n  }\n": types.DelegateDocument,
    "\n  mutation RevokeDelegation($id: ID!, $reason: String!) {\n    revokeDelegation(id: $id, reason: $reason) {\n      id\n      revokedAt\n    }\n  }\n": types.RevokeDelegationDocument,
    "\n  query OverdueDuties($regionCode: String) {\n    overdueDuties(regionCode: $regionCode) {\n      overdue\n      hints\n      places {\n        regionCode\n        name\n        overdue\n        hints\n      }\n      duties {\n        matter\n        title\n        document\n        words\n        reference\n        overdue\n        hints\n        since\n      }\n      cells {\n        regionCode\n        matter\n        title\n        overdue\n        hints\n      }\n    }\n  }\n": types.OverdueDutiesDocument,
    "\n  query PlaceName($code: String!) {\n    region(code: $code) {\n      id\n      pathName\n    }\n  }\n": types.PlaceNameDocument,
    "\n  query DutyRates($regionCode: String!, $matter: String!, $from: Date!, $to: Date!) {\n    dutyRates(regionCode: $regionCode, matter: $matter, from: $from, to: $to) {\n      regionCode\n      due\n      met\n      rate\n    }\n  }\n": types.DutyRatesDocument,
    "\n  query OverdueOccurrences($regionCode: String, $matter: String, $after: String) {\n    dutyOccurrences(regionCode: $regionCode, matter: $matter, overdue: true, first: 20, after: $after) {\n      totalCount\n      nodes {\n        ...OccurrenceParts\n        posting {\n          id\n          cadre {\n            id\n            name\n          }\n        }\n        unit {\n          id\n          name\n        }\n        region {\n          id\n          pathName\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.OverdueOccurrencesDocument,
    "\n  query MyDuties {\n    myDuties {\n      ...OccurrenceParts\n    }\n  }\n": types.MyDutiesDocument,
    "\n  fragment OccurrenceParts on DutyOccurrence {\n    id\n    matter\n    period\n    periodEnd\n    dueOn\n    required\n    done\n    state\n    overdue\n    late\n    soft\n    rule {\n      id\n      title\n      reference\n    }\n  }\n": types.OccurrencePartsFragmentDoc,
    "\n  query DutyVerdict($occurrenceId: ID!) {\n    dutyVerdict(occurrenceId: $occurrenceId) {\n      outcome\n      reason\n      document\n      words\n      reference\n      counted {\n        title\n        day\n        until\n      }\n      notCounted {\n        title\n        day\n        until\n        reason\n      }\n    }\n  }\n": types.DutyVerdictDocument,
    "\n  mutation ExemptDuty($input: ExemptDutyInput!) {\n    exemptDuty(input: $input) {\n      id\n      state\n    }\n  }\n": types.ExemptDutyDocument,
    "\n  query CountyFigures($regionCode: String!, $month: String!, $sheets: Boolean!, $cities: Boolean!) {\n    countyFigures(regionCode: $regionCode, month: $month) {\n      countyCode\n      countyName\n      postings\n      onDutyDays\n      averageDays\n      requiredDays\n      met\n      belowNorm\n      clause\n    }\n    sheetFigures(regionCode: $regionCode, month: $month) @include(if: $sheets) {\n      countyCode\n      totalled\n      signed\n      sealed\n    }\n    regions(under: $regionCode, level: CITY, first: 100) @include(if: $cities) {\n      nodes {\n        code\n        name\n      }\n    }\n  }\n": types.CountyFiguresDocument,
    "\n  query Accounts($text: String, $regionCode: String, $role: String, $state: AccountState, $after: String) {\n    accounts(text: $text, regionCode: $regionCode, role: $role, state: $state, first: 20, after: $after) {\n      nodes {\n        ...AccountLine\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      totalCount\n    }\n  }\n  fragment AccountLine on Account {\n    id\n    username\n    displayName\n    state\n    mustChangePassword\n    lastSignInAt\n    createdAt\n    appointments {\n      id\n      role\n      title\n      regionCode\n      placeName\n      unitName\n      validFrom\n      validTo\n      actingFor\n    }\n  }\n": types.AccountsDocument,
    "\n  query Account($id: ID!) {\n    account(id: $id) {\n      ...AccountLine\n      appointments {\n        id\n        reason\n        grantedBy\n        endedBy\n        endedReason\n      }\n    }\n  }\n": types.AccountDocument,
    "\n  mutation CreateAccount($input: CreateAccountInput!) {\n    createAccount(input: $input) {\n      id\n      username\n      oneTimePassword\n    }\n  }\n": types.CreateAccountDocument,
    "\n  mutation DisableAccount($id: ID!, $reason: String!) {\n    disableAccount(id: $id, reason: $reason) {\n      id\n      state\n    }\n  }\n": types.DisableAccountDocument,
    "\n  mutation EnableAccount($id: ID!, $reason: String!) {\n    enableAccount(id: $id, reason: $reason) {\n      id\n      state\n    }\n  }\n": types.EnableAccountDocument,
    "\n  mutation ResetPassword($id: ID!, $reason: String!) {\n    resetPassword(id: $id, reason: $reason) {\n      oneTimePassword\n    }\n  }\n": types.ResetPasswordDocument,
    "\n  mutation ResetSecondFactor($accountId: ID!) {\n    resetSecondFactor(accountId: $accountId)\n  }\n": types.ResetSecondFactorDocument,
    "\n  mutation RevokeAccountSessions($accountId: ID!) {\n    revokeAccountSessions(accountId: $accountId)\n  }\n": types.RevokeAccountSessionsDocument,
    "\n  mutation Appoint($input: AppointInput!) {\n    appoint(input: $input) {\n      id\n      title\n    }\n  }\n": types.AppointDocument,
    "\n  mutation EndAppointment($id: ID!, $on: Date!, $reason: String!) {\n    endAppointment(id: $id, on: $on, reason: $reason) {\n      id\n      validTo\n    }\n  }\n": types.EndAppointmentDocument,
    "\n  mutation AppointActing($input: AppointActingInput!) {\n    appointActing(input: $input) {\n      id\n      validFrom\n      validTo\n    }\n  }\n": types.AppointActingDocument,
    "\n  mutation TransferAccount($input: TransferAccountInput!) {\n    transferAccount(input: $input) {\n      id\n      title\n    }\n  }\n": types.TransferAccountDocument,
    "\n  mutation ProposeAdministration($input: ProposeAdministrationInput!) {\n    proposeAdministration(input: $input) {\n      id\n      summary\n    }\n  }\n": types.ProposeAdministrationDocument,
    "\n  query Policy {\n    policy {\n      version\n      roles {\n        role\n        title\n        people\n        rules {\n          action\n          title\n          byDefault\n          override\n          reason\n          allowed\n          mayAllow\n        }\n      }\n    }\n  }\n": types.PolicyDocument,
    "\n  mutation ProposePolicyChange($input: ProposePolicyChangeInput!) {\n    proposePolicyChange(input: $input) {\n      id\n      summary\n    }\n  }\n": types.ProposePolicyChangeDocument,
    "\n  query Postings($regionCode: String, $month: String!, $attendance: Boolean!, $after: String) {\n    postings(regionCode: $regionCode, first: 100, after: $after) {\n      nodes {\n        id\n        role\n        dispatchLevel\n        placeName\n        startDate\n        endDate\n        cadre {\n          id\n          name\n        }\n        sendingUnit {\n          id\n          name\n        }\n        month(month: $month) @include(if: $attendance) {\n          onDutyDays\n          halfDay\n          logDays\n          lastDay\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.PostingsDocument,
    "\n  query Sheets($regionCode: String, $month: String!, $after: String) {\n    sheets(regionCode: $regionCode, month: $month, first: 100, after: $after) {\n      nodes {\n        id\n        state\n        outcome\n        reason\n        posting {\n          id\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.SheetsDocument,
    "\n  query PostingMonth($id: ID!, $month: String!, $logs: Boolean!) {\n    posting(id: $id) {\n      id\n      attendanceDays(month: $month) {\n        ...DayParts\n      }\n      workLogs(month: $month) @include(if: $logs) {\n        ...LogParts\n      }\n    }\n  }\n  fragment DayParts on AttendanceDay {\n    day\n    status\n    afternoon\n    firstCheckInAt\n    checkIns\n    photo {\n      id\n    }\n  }\n  fragment LogParts on WorkLog {\n    day\n    content\n    place\n    companions\n    householdsVisited\n    helpGiven\n    problemsHeard\n    evidence {\n      id\n      fileName\n    }\n  }\n": types.PostingMonthDocument,
    "\n  mutation EvidenceLink($id: ID!) {\n    evidenceLink(id: $id)\n  }\n": types.EvidenceLinkDocument,
    "\n  query PostingPerson($id: ID!) {\n    posting(id: $id) {\n      id\n      cadre {\n        id\n        name\n        idNumber\n        phone\n        bankAccount\n        address\n      }\n    }\n  }\n": types.PostingPersonDocument,
    "\n  mutation Unmask($cadreId: ID!, $fields: [PersonalField!]!, $reason: String!) {\n    unmask(cadreId: $cadreId, fields: $fields, reason: $reason) {\n      idNumber\n      phone\n      bankAccount\n      address\n    }\n  }\n": types.UnmaskDocument,
    "\n  query Viewer {\n    viewer {\n      ...SignedIn\n    }\n  }\n  fragment SignedIn on Viewer {\n    username\n    name\n    mustChangePassword\n    mustEnrolSecondFactor\n    hasSecondFactor\n    isCadre\n    permissions\n    tenant {\n      code\n      name\n    }\n    roles {\n      role\n      title\n      regionCode\n      placeName\n      unitName\n      validFrom\n      validTo\n      actingFor\n    }\n  }\n": types.ViewerDocument,
    "\n  mutation SignIn($tenant: String!, $username: String!, $password: String!, $code: String) {\n    signIn(tenant: $tenant, username: $username, password: $password, code: $code) {\n      ...SignedIn\n    }\n  }\n": types.SignInDocument,
    "\n  mutation SignOut {\n    signOut\n  }\n": types.SignOutDocument,
    "\n  mutation ChangePassword($oldPassword: String!, $newPassword: String!) {\n    changePassword(oldPassword: $oldPassword, newPassword: $newPassword)\n  }\n": types.ChangePasswordDocument,
    "\n  query SignInDoors($tenant: String!) {\n    signInDoors(tenant: $tenant) {\n      id\n      title\n      url\n    }\n  }\n": types.SignInDoorsDocument,
    "\n  mutation StepUp($password: String!, $code: String) {\n    stepUp(password: $password, code: $code)\n  }\n": types.StepUpDocument,
    "\n  mutation BeginSecondFactor($password: String!, $code: String) {\n    beginSecondFactor(password: $password, code: $code) {\n      secret\n      uri\n    }\n  }\n": types.BeginSecondFactorDocument,
    "\n  mutation ConfirmSecondFactor($code: String!) {\n    confirmSecondFactor(code: $code)\n  }\n": types.ConfirmSecondFactorDocument,
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
export function graphql(source: "\n  query MySessions {\n    mySessions {\n      id\n      address\n      userAgent\n      method\n      createdAt\n      lastSeenAt\n      expiresAt\n      current\n    }\n  }\n"): (typeof documents)["\n  query MySessions {\n    mySessions {\n      id\n      address\n      userAgent\n      method\n      createdAt\n      lastSeenAt\n      expiresAt\n      current\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeSession($id: ID!) {\n    revokeSession(id: $id)\n  }\n"): (typeof documents)["\n  mutation RevokeSession($id: ID!) {\n    revokeSession(id: $id)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeOtherSessions {\n    revokeOtherSessions\n  }\n"): (typeof documents)["\n  mutation RevokeOtherSessions {\n    revokeOtherSessions\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ApiTokens {\n    apiTokens(first: 100) {\n      nodes {\n        id\n        name\n        owner\n        mine\n        scopes\n        createdAt\n        expiresAt\n        lastUsedAt\n        revokedAt\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query ApiTokens {\n    apiTokens(first: 100) {\n      nodes {\n        id\n        name\n        owner\n        mine\n        scopes\n        createdAt\n        expiresAt\n        lastUsedAt\n        revokedAt\n      }\n      pageInfo {\n        hasNextPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TokenScopes {\n    tokenScopes {\n      action\n      title\n    }\n  }\n"): (typeof documents)["\n  query TokenScopes {\n    tokenScopes {\n      action\n      title\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateApiToken($input: CreateApiTokenInput!) {\n    createApiToken(input: $input) {\n      id\n      token\n      expiresAt\n    }\n  }\n"): (typeof documents)["\n  mutation CreateApiToken($input: CreateApiTokenInput!) {\n    createApiToken(input: $input) {\n      id\n      token\n      expiresAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeApiToken($id: ID!) {\n    revokeApiToken(id: $id)\n  }\n"): (typeof documents)["\n  mutation RevokeApiToken($id: ID!) {\n    revokeApiToken(id: $id)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FindPlaces($under: String, $level: RegionLevel, $nameStartsWith: String) {\n    regions(under: $under, level: $level, nameStartsWith: $nameStartsWith, first: 30) {\n      nodes {\n        code\n        name\n        pathName\n        level\n        validTo\n      }\n    }\n  }\n"): (typeof documents)["\n  query FindPlaces($under: String, $level: RegionLevel, $nameStartsWith: String) {\n    regions(under: $under, level: $level, nameStartsWith: $nameStartsWith, first: 30) {\n      nodes {\n        code\n        name\n        pathName\n        level\n        validTo\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FindUnits($nameStartsWith: String) {\n    units(kind: SENDING_UNIT, nameStartsWith: $nameStartsWith, first: 30) {\n      nodes {\n        id\n        name\n        region {\n          pathName\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query FindUnits($nameStartsWith: String) {\n    units(kind: SENDING_UNIT, nameStartsWith: $nameStartsWith, first: 30) {\n      nodes {\n        id\n        name\n        region {\n          pathName\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FindCadres($nameStartsWith: String!) {\n    cadres(nameStartsWith: $nameStartsWith, first: 20) {\n      nodes {\n        id\n        name\n        homeUnit {\n          name\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query FindCadres($nameStartsWith: String!) {\n    cadres(nameStartsWith: $nameStartsWith, first: 20) {\n      nodes {\n        id\n        name\n        homeUnit {\n          name\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Approvals($state: ApprovalState, $after: String) {\n    approvalRequests(state: $state, first: 20, after: $after) {\n      nodes {\n        ...ApprovalParts\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n  fragment ApprovalParts on ApprovalRequest {\n    id\n    title\n    summary\n    reason\n    state\n    mine\n    requestedBy\n    requestedAt\n    expiresAt\n    decidedBy\n    decidedAt\n    decisionNote\n  }\n"): (typeof documents)["\n  query Approvals($state: ApprovalState, $after: String) {\n    approvalRequests(state: $state, first: 20, after: $after) {\n      nodes {\n        ...ApprovalParts\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n  fragment ApprovalParts on ApprovalRequest {\n    id\n    title\n    summary\n    reason\n    state\n    mine\n    requestedBy\n    requestedAt\n    expiresAt\n    decidedBy\n    decidedAt\n    decisionNote\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query WaitingApprovals {\n    approvalRequests(state: PENDING, first: 100) {\n      nodes {\n        id\n        mine\n      }\n    }\n  }\n"): (typeof documents)["\n  query WaitingApprovals {\n    approvalRequests(state: PENDING, first: 100) {\n      nodes {\n        id\n        mine\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DecideApproval($id: ID!, $approve: Boolean!, $idempotencyKey: String!, $note: String) {\n    decideApproval(id: $id, approve: $approve, idempotencyKey: $idempotencyKey, note: $note) {\n      ...ApprovalParts\n    }\n  }\n"): (typeof documents)["\n  mutation DecideApproval($id: ID!, $approve: Boolean!, $idempotencyKey: String!, $note: String) {\n    decideApproval(id: $id, approve: $approve, idempotencyKey: $idempotencyKey, note: $note) {\n      ...ApprovalParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation WithdrawApproval($id: ID!) {\n    withdrawApproval(id: $id) {\n      ...ApprovalParts\n    }\n  }\n"): (typeof documents)["\n  mutation WithdrawApproval($id: ID!) {\n    withdrawApproval(id: $id) {\n      ...ApprovalParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AuditEvents($filter: AuditFilter, $after: String) {\n    auditEvents(filter: $filter, first: 30, after: $after) {\n      nodes {\n        id\n        at\n        kind\n        accountId\n        person\n        capacity\n        action\n        subjectType\n        subjectId\n        before\n        after\n        reason\n        detail\n        address\n        requestId\n        lane\n        seq\n        hash\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query AuditEvents($filter: AuditFilter, $after: String) {\n    auditEvents(filter: $filter, first: 30, after: $after) {\n      nodes {\n        id\n        at\n        kind\n        accountId\n        person\n        capacity\n        action\n        subjectType\n        subjectId\n        before\n        after\n        reason\n        detail\n        address\n        requestId\n        lane\n        seq\n        hash\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ExportAuditEvents($reason: String!, $filter: AuditFilter) {\n    exportAuditEvents(reason: $reason, filter: $filter)\n  }\n"): (typeof documents)["\n  mutation ExportAuditEvents($reason: String!, $filter: AuditFilter) {\n    exportAuditEvents(reason: $reason, filter: $filter)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MyPosting($month: String!) {\n    myPosting {\n      id\n      role\n      dispatchLevel\n      placeName\n      startDate\n      plannedEnd\n      endDate\n      cadre {\n        id\n        name\n      }\n      sendingUnit {\n        id\n        name\n      }\n      month(month: $month) {\n        onDutyDays\n        halfDay\n        logDays\n      }\n      attendanceDays(month: $month) {\n        ...DayParts\n      }\n      workLogs(month: $month) {\n        ...LogParts\n      }\n    }\n  }\n"): (typeof documents)["\n  query MyPosting($month: String!) {\n    myPosting {\n      id\n      role\n      dispatchLevel\n      placeName\n      startDate\n      plannedEnd\n      endDate\n      cadre {\n        id\n        name\n      }\n      sendingUnit {\n        id\n        name\n      }\n      month(month: $month) {\n        onDutyDays\n        halfDay\n        logDays\n      }\n      attendanceDays(month: $month) {\n        ...DayParts\n      }\n      workLogs(month: $month) {\n        ...LogParts\n      }\n    }\n  }\n"];
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
export function graphql(source: "\n  query Delegations($activeOn: Date, $after: String) {\n    delegations(activeOn: $activeOn, first: 20, after: $after) {\n      nodes {\n        id\n        regionCode\n        placeName\n        actions\n        validFrom\n        validTo\n        reason\n        delegatedBy\n        revokedAt\n        revokedBy\n        revokeReason\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query Delegations($activeOn: Date, $after: String) {\n    delegations(activeOn: $activeOn, first: 20, after: $after) {\n      nodes {\n        id\n        regionCode\n        placeName\n        actions\n        validFrom\n        validTo\n        reason\n        delegatedBy\n        revokedAt\n        revokedBy\n        revokeReason\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Delegate($input: DelegateInput!) {\n    delegate(input: $input) {\n      id\n    }\n  }\n"): (typeof documents)["\n  mutation Delegate($input: DelegateInput!) {\n    delegate(input: $input) {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeDelegation($id: ID!, $reason: String!) {\n    revokeDelegation(id: $id, reason: $reason) {\n      id\n      revokedAt\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeDelegation($id: ID!, $reason: String!) {\n    revokeDelegation(id: $id, reason: $reason) {\n      id\n      revokedAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OverdueDuties($regionCode: String) {\n    overdueDuties(regionCode: $regionCode) {\n      overdue\n      hints\n      places {\n        regionCode\n        name\n        overdue\n        hints\n      }\n      duties {\n        matter\n        title\n        document\n        words\n        reference\n        overdue\n        hints\n        since\n      }\n      cells {\n        regionCode\n        matter\n        title\n        overdue\n        hints\n      }\n    }\n  }\n"): (typeof documents)["\n  query OverdueDuties($regionCode: String) {\n    overdueDuties(regionCode: $regionCode) {\n      overdue\n      hints\n      places {\n        regionCode\n        name\n        overdue\n        hints\n      }\n      duties {\n        matter\n        title\n        document\n        words\n        reference\n        overdue\n        hints\n        since\n      }\n      cells {\n        regionCode\n        matter\n        title\n        overdue\n        hints\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PlaceName($code: String!) {\n    region(code: $code) {\n      id\n      pathName\n    }\n  }\n"): (typeof documents)["\n  query PlaceName($code: String!) {\n    region(code: $code) {\n      id\n      pathName\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DutyRates($regionCode: String!, $matter: String!, $from: Date!, $to: Date!) {\n    dutyRates(regionCode: $regionCode, matter: $matter, from: $from, to: $to) {\n      regionCode\n      due\n      met\n      rate\n    }\n  }\n"): (typeof documents)["\n  query DutyRates($regionCode: String!, $matter: String!, $from: Date!, $to: Date!) {\n    dutyRates(regionCode: $regionCode, matter: $matter, from: $from, to: $to) {\n      regionCode\n      due\n      met\n      rate\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OverdueOccurrences($regionCode: String, $matter: String, $after: String) {\n    dutyOccurrences(regionCode: $regionCode, matter: $matter, overdue: true, first: 20, after: $after) {\n      totalCount\n      nodes {\n        ...OccurrenceParts\n        posting {\n          id\n          cadre {\n            id\n            name\n          }\n        }\n        unit {\n          id\n          name\n        }\n        region {\n          id\n          pathName\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query OverdueOccurrences($regionCode: String, $matter: String, $after: String) {\n    dutyOccurrences(regionCode: $regionCode, matter: $matter, overdue: true, first: 20, after: $after) {\n      totalCount\n      nodes {\n        ...OccurrenceParts\n        posting {\n          id\n          cadre {\n            id\n            name\n          }\n        }\n        unit {\n          id\n          name\n        }\n        region {\n          id\n          pathName\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MyDuties {\n    myDuties {\n      ...OccurrenceParts\n    }\n  }\n"): (typeof documents)["\n  query MyDuties {\n    myDuties {\n      ...OccurrenceParts\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OccurrenceParts on DutyOccurrence {\n    id\n    matter\n    period\n    periodEnd\n    dueOn\n    required\n    done\n    state\n    overdue\n    late\n    soft\n    rule {\n      id\n      title\n      reference\n    }\n  }\n"): (typeof documents)["\n  fragment OccurrenceParts on DutyOccurrence {\n    id\n    matter\n    period\n    periodEnd\n    dueOn\n    required\n    done\n    state\n    overdue\n    late\n    soft\n    rule {\n      id\n      title\n      reference\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query DutyVerdict($occurrenceId: ID!) {\n    dutyVerdict(occurrenceId: $occurrenceId) {\n      outcome\n      reason\n      document\n      words\n      reference\n      counted {\n        title\n        day\n        until\n      }\n      notCounted {\n        title\n        day\n        until\n        reason\n      }\n    }\n  }\n"): (typeof documents)["\n  query DutyVerdict($occurrenceId: ID!) {\n    dutyVerdict(occurrenceId: $occurrenceId) {\n      outcome\n      reason\n      document\n      words\n      reference\n      counted {\n        title\n        day\n        until\n      }\n      notCounted {\n        title\n        day\n        until\n        reason\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ExemptDuty($input: ExemptDutyInput!) {\n    exemptDuty(input: $input) {\n      id\n      state\n    }\n  }\n"): (typeof documents)["\n  mutation ExemptDuty($input: ExemptDutyInput!) {\n    exemptDuty(input: $input) {\n      id\n      state\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CountyFigures($regionCode: String!, $month: String!, $sheets: Boolean!, $cities: Boolean!) {\n    countyFigures(regionCode: $regionCode, month: $month) {\n      countyCode\n      countyName\n      postings\n      onDutyDays\n      averageDays\n      requiredDays\n      met\n      belowNorm\n      clause\n    }\n    sheetFigures(regionCode: $regionCode, month: $month) @include(if: $sheets) {\n      countyCode\n      totalled\n      signed\n      sealed\n    }\n    regions(under: $regionCode, level: CITY, first: 100) @include(if: $cities) {\n      nodes {\n        code\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  query CountyFigures($regionCode: String!, $month: String!, $sheets: Boolean!, $cities: Boolean!) {\n    countyFigures(regionCode: $regionCode, month: $month) {\n      countyCode\n      countyName\n      postings\n      onDutyDays\n      averageDays\n      requiredDays\n      met\n      belowNorm\n      clause\n    }\n    sheetFigures(regionCode: $regionCode, month: $month) @include(if: $sheets) {\n      countyCode\n      totalled\n      signed\n      sealed\n    }\n    regions(under: $regionCode, level: CITY, first: 100) @include(if: $cities) {\n      nodes {\n        code\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Accounts($text: String, $regionCode: String, $role: String, $state: AccountState, $after: String) {\n    accounts(text: $text, regionCode: $regionCode, role: $role, state: $state, first: 20, after: $after) {\n      nodes {\n        ...AccountLine\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      totalCount\n    }\n  }\n  fragment AccountLine on Account {\n    id\n    username\n    displayName\n    state\n    mustChangePassword\n    lastSignInAt\n    createdAt\n    appointments {\n      id\n      role\n      title\n      regionCode\n      placeName\n      unitName\n      validFrom\n      validTo\n      actingFor\n    }\n  }\n"): (typeof documents)["\n  query Accounts($text: String, $regionCode: String, $role: String, $state: AccountState, $after: String) {\n    accounts(text: $text, regionCode: $regionCode, role: $role, state: $state, first: 20, after: $after) {\n      nodes {\n        ...AccountLine\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      totalCount\n    }\n  }\n  fragment AccountLine on Account {\n    id\n    username\n    displayName\n    state\n    mustChangePassword\n    lastSignInAt\n    createdAt\n    appointments {\n      id\n      role\n      title\n      regionCode\n      placeName\n      unitName\n      validFrom\n      validTo\n      actingFor\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Account($id: ID!) {\n    account(id: $id) {\n      ...AccountLine\n      appointments {\n        id\n        reason\n        grantedBy\n        endedBy\n        endedReason\n      }\n    }\n  }\n"): (typeof documents)["\n  query Account($id: ID!) {\n    account(id: $id) {\n      ...AccountLine\n      appointments {\n        id\n        reason\n        grantedBy\n        endedBy\n        endedReason\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateAccount($input: CreateAccountInput!) {\n    createAccount(input: $input) {\n      id\n      username\n      oneTimePassword\n    }\n  }\n"): (typeof documents)["\n  mutation CreateAccount($input: CreateAccountInput!) {\n    createAccount(input: $input) {\n      id\n      username\n      oneTimePassword\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DisableAccount($id: ID!, $reason: String!) {\n    disableAccount(id: $id, reason: $reason) {\n      id\n      state\n    }\n  }\n"): (typeof documents)["\n  mutation DisableAccount($id: ID!, $reason: String!) {\n    disableAccount(id: $id, reason: $reason) {\n      id\n      state\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EnableAccount($id: ID!, $reason: String!) {\n    enableAccount(id: $id, reason: $reason) {\n      id\n      state\n    }\n  }\n"): (typeof documents)["\n  mutation EnableAccount($id: ID!, $reason: String!) {\n    enableAccount(id: $id, reason: $reason) {\n      id\n      state\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResetPassword($id: ID!, $reason: String!) {\n    resetPassword(id: $id, reason: $reason) {\n      oneTimePassword\n    }\n  }\n"): (typeof documents)["\n  mutation ResetPassword($id: ID!, $reason: String!) {\n    resetPassword(id: $id, reason: $reason) {\n      oneTimePassword\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ResetSecondFactor($accountId: ID!) {\n    resetSecondFactor(accountId: $accountId)\n  }\n"): (typeof documents)["\n  mutation ResetSecondFactor($accountId: ID!) {\n    resetSecondFactor(accountId: $accountId)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeAccountSessions($accountId: ID!) {\n    revokeAccountSessions(accountId: $accountId)\n  }\n"): (typeof documents)["\n  mutation RevokeAccountSessions($accountId: ID!) {\n    revokeAccountSessions(accountId: $accountId)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Appoint($input: AppointInput!) {\n    appoint(input: $input) {\n      id\n      title\n    }\n  }\n"): (typeof documents)["\n  mutation Appoint($input: AppointInput!) {\n    appoint(input: $input) {\n      id\n      title\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EndAppointment($id: ID!, $on: Date!, $reason: String!) {\n    endAppointment(id: $id, on: $on, reason: $reason) {\n      id\n      validTo\n    }\n  }\n"): (typeof documents)["\n  mutation EndAppointment($id: ID!, $on: Date!, $reason: String!) {\n    endAppointment(id: $id, on: $on, reason: $reason) {\n      id\n      validTo\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AppointActing($input: AppointActingInput!) {\n    appointActing(input: $input) {\n      id\n      validFrom\n      validTo\n    }\n  }\n"): (typeof documents)["\n  mutation AppointActing($input: AppointActingInput!) {\n    appointActing(input: $input) {\n      id\n      validFrom\n      validTo\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TransferAccount($input: TransferAccountInput!) {\n    transferAccount(input: $input) {\n      id\n      title\n    }\n  }\n"): (typeof documents)["\n  mutation TransferAccount($input: TransferAccountInput!) {\n    transferAccount(input: $input) {\n      id\n      title\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ProposeAdministration($input: ProposeAdministrationInput!) {\n    proposeAdministration(input: $input) {\n      id\n      summary\n    }\n  }\n"): (typeof documents)["\n  mutation ProposeAdministration($input: ProposeAdministrationInput!) {\n    proposeAdministration(input: $input) {\n      id\n      summary\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Policy {\n    policy {\n      version\n      roles {\n        role\n        title\n        people\n        rules {\n          action\n          title\n          byDefault\n          override\n          reason\n          allowed\n          mayAllow\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Policy {\n    policy {\n      version\n      roles {\n        role\n        title\n        people\n        rules {\n          action\n          title\n          byDefault\n          override\n          reason\n          allowed\n          mayAllow\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ProposePolicyChange($input: ProposePolicyChangeInput!) {\n    proposePolicyChange(input: $input) {\n      id\n      summary\n    }\n  }\n"): (typeof documents)["\n  mutation ProposePolicyChange($input: ProposePolicyChangeInput!) {\n    proposePolicyChange(input: $input) {\n      id\n      summary\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Postings($regionCode: String, $month: String!, $attendance: Boolean!, $after: String) {\n    postings(regionCode: $regionCode, first: 100, after: $after) {\n      nodes {\n        id\n        role\n        dispatchLevel\n        placeName\n        startDate\n        endDate\n        cadre {\n          id\n          name\n        }\n        sendingUnit {\n          id\n          name\n        }\n        month(month: $month) @include(if: $attendance) {\n          onDutyDays\n          halfDay\n          logDays\n          lastDay\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query Postings($regionCode: String, $month: String!, $attendance: Boolean!, $after: String) {\n    postings(regionCode: $regionCode, first: 100, after: $after) {\n      nodes {\n        id\n        role\n        dispatchLevel\n        placeName\n        startDate\n        endDate\n        cadre {\n          id\n          name\n        }\n        sendingUnit {\n          id\n          name\n        }\n        month(month: $month) @include(if: $attendance) {\n          onDutyDays\n          halfDay\n          logDays\n          lastDay\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Sheets($regionCode: String, $month: String!, $after: String) {\n    sheets(regionCode: $regionCode, month: $month, first: 100, after: $after) {\n      nodes {\n        id\n        state\n        outcome\n        reason\n        posting {\n          id\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query Sheets($regionCode: String, $month: String!, $after: String) {\n    sheets(regionCode: $regionCode, month: $month, first: 100, after: $after) {\n      nodes {\n        id\n        state\n        outcome\n        reason\n        posting {\n          id\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PostingMonth($id: ID!, $month: String!, $logs: Boolean!) {\n    posting(id: $id) {\n      id\n      attendanceDays(month: $month) {\n        ...DayParts\n      }\n      workLogs(month: $month) @include(if: $logs) {\n        ...LogParts\n      }\n    }\n  }\n  fragment DayParts on AttendanceDay {\n    day\n    status\n    afternoon\n    firstCheckInAt\n    checkIns\n    photo {\n      id\n    }\n  }\n  fragment LogParts on WorkLog {\n    day\n    content\n    place\n    companions\n    householdsVisited\n    helpGiven\n    problemsHeard\n    evidence {\n      id\n      fileName\n    }\n  }\n"): (typeof documents)["\n  query PostingMonth($id: ID!, $month: String!, $logs: Boolean!) {\n    posting(id: $id) {\n      id\n      attendanceDays(month: $month) {\n        ...DayParts\n      }\n      workLogs(month: $month) @include(if: $logs) {\n        ...LogParts\n      }\n    }\n  }\n  fragment DayParts on AttendanceDay {\n    day\n    status\n    afternoon\n    firstCheckInAt\n    checkIns\n    photo {\n      id\n    }\n  }\n  fragment LogParts on WorkLog {\n    day\n    content\n    place\n    companions\n    householdsVisited\n    helpGiven\n    problemsHeard\n    evidence {\n      id\n      fileName\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EvidenceLink($id: ID!) {\n    evidenceLink(id: $id)\n  }\n"): (typeof documents)["\n  mutation EvidenceLink($id: ID!) {\n    evidenceLink(id: $id)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PostingPerson($id: ID!) {\n    posting(id: $id) {\n      id\n      cadre {\n        id\n        name\n        idNumber\n        phone\n        bankAccount\n        address\n      }\n    }\n  }\n"): (typeof documents)["\n  query PostingPerson($id: ID!) {\n    posting(id: $id) {\n      id\n      cadre {\n        id\n        name\n        idNumber\n        phone\n        bankAccount\n        address\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Unmask($cadreId: ID!, $fields: [PersonalField!]!, $reason: String!) {\n    unmask(cadreId: $cadreId, fields: $fields, reason: $reason) {\n      idNumber\n      phone\n      bankAccount\n      address\n    }\n  }\n"): (typeof documents)["\n  mutation Unmask($cadreId: ID!, $fields: [PersonalField!]!, $reason: String!) {\n    unmask(cadreId: $cadreId, fields: $fields, reason: $reason) {\n      idNumber\n      phone\n      bankAccount\n      address\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Viewer {\n    viewer {\n      ...SignedIn\n    }\n  }\n  fragment SignedIn on Viewer {\n    username\n    name\n    mustChangePassword\n    mustEnrolSecondFactor\n    hasSecondFactor\n    isCadre\n    permissions\n    tenant {\n      code\n      name\n    }\n    roles {\n      role\n      title\n      regionCode\n      placeName\n      unitName\n      validFrom\n      validTo\n      actingFor\n    }\n  }\n"): (typeof documents)["\n  query Viewer {\n    viewer {\n      ...SignedIn\n    }\n  }\n  fragment SignedIn on Viewer {\n    username\n    name\n    mustChangePassword\n    mustEnrolSecondFactor\n    hasSecondFactor\n    isCadre\n    permissions\n    tenant {\n      code\n      name\n    }\n    roles {\n      role\n      title\n      regionCode\n      placeName\n      unitName\n      validFrom\n      validTo\n      actingFor\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignIn($tenant: String!, $username: String!, $password: String!, $code: String) {\n    signIn(tenant: $tenant, username: $username, password: $password, code: $code) {\n      ...SignedIn\n    }\n  }\n"): (typeof documents)["\n  mutation SignIn($tenant: String!, $username: String!, $password: String!, $code: String) {\n    signIn(tenant: $tenant, username: $username, password: $password, code: $code) {\n      ...SignedIn\n    }\n  }\n"];
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
export function graphql(source: "\n  query SignInDoors($tenant: String!) {\n    signInDoors(tenant: $tenant) {\n      id\n      title\n      url\n    }\n  }\n"): (typeof documents)["\n  query SignInDoors($tenant: String!) {\n    signInDoors(tenant: $tenant) {\n      id\n      title\n      url\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation StepUp($password: String!, $code: String) {\n    stepUp(password: $password, code: $code)\n  }\n"): (typeof documents)["\n  mutation StepUp($password: String!, $code: String) {\n    stepUp(password: $password, code: $code)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BeginSecondFactor($password: String!, $code: String) {\n    beginSecondFactor(password: $password, code: $code) {\n      secret\n      uri\n    }\n  }\n"): (typeof documents)["\n  mutation BeginSecondFactor($password: String!, $code: String) {\n    beginSecondFactor(password: $password, code: $code) {\n      secret\n      uri\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmSecondFactor($code: String!) {\n    confirmSecondFactor(code: $code)\n  }\n"): (typeof documents)["\n  mutation ConfirmSecondFactor($code: String!) {\n    confirmSecondFactor(code: $code)\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Tenants {\n    tenants(first: 100) {\n      nodes {\n        id\n        code\n        name\n        state\n        createdAt\n      }\n    }\n  }\n"): (typeof documents)["\n  query Tenants {\n    tenants(first: 100) {\n      nodes {\n        id\n        code\n        name\n        state\n        createdAt\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;