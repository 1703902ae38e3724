import { App as AntApp, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { lazy, Suspense } from 'react';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { isOneself } from '../features/home/areas';
import { isOpen } from '../features/home/destinations';
import { SessionGate } from '../features/session/SessionGate';
import { may, useSession } from '../features/session/session';
import { Spinner } from '../shared/Spinner';
import { Loading } from '../shared/States';
import { useNarrow } from '../shared/useNarrow';
import { Shell } from './Shell';
import { phoneTheme, theme } from './theme';

dayjs.locale('zh-cn');

const HomePage = lazy(async () => ({ default: (await import('../features/home/HomePage')).HomePage }));
const AccountPage = lazy(async () => ({ default: (await import('../features/account/AccountPage')).AccountPage }));
const PeoplePage = lazy(async () => ({ default: (await import('../features/people/PeoplePage')).PeoplePage }));
const PersonPage = lazy(async () => ({ default: (await import('../features/people/PersonPage')).PersonPage }));
const ApprovalsPage = lazy(async () => ({ default: (await import('../features/approvals/ApprovalsPage')).ApprovalsPage }));
const PolicyPage = lazy(async () => ({ default: (await import('../features/policy/PolicyPage')).PolicyPage }));
const AuditPage = lazy(async () => ({ default: (await import('../features/audit/AuditPage')).AuditPage }));
const DelegationsPage = lazy(async () => ({
  default: (await import('../features/delegations/DelegationsPage')).DelegationsPage,
}));
const DutiesPage = lazy(async () => ({ default: (await import('../features/duties/DutiesPage')).DutiesPage }));
const MyDutiesPage = lazy(async () => ({ default: (await import('../features/duties/MyDutiesPage')).MyDutiesPage }));
const LeavePage = lazy(async () => ({ default: (await import('../features/leave/LeavePage')).LeavePage }));
const ClaimsPage = lazy(async () => ({ default: (await import('../features/claims/ClaimsPage')).ClaimsPage }));
const CasesPage = lazy(async () => ({ default: (await import('../features/cases/CasesPage')).CasesPage }));
const MonthsPage = lazy(async () => ({ default: (await import('../features/months/MonthsPage')).MonthsPage }));
const InspectionsPage = lazy(async () => ({ default: (await import('../features/inspections/InspectionsPage')).InspectionsPage }));
const EventsPage = lazy(async () => ({ default: (await import('../features/events/EventsPage')).EventsPage }));
const CalendarPage = lazy(async () => ({ default: (await import('../features/calendar/CalendarPage')).CalendarPage }));
const FencesPage = lazy(async () => ({ default: (await import('../features/fences/FencesPage')).FencesPage }));
const TemplatesPage = lazy(async () => ({
  default: (await import('../features/worklogs/TemplatesPage')).TemplatesPage,
}));
const CadrePage = lazy(async () => ({ default: (await import('../features/cadre/CadrePage')).CadrePage }));

/** The whole front end. */
export function App() {
  const narrow = useNarrow();
  return (
    <ConfigProvider locale={zhCN} theme={narrow ? phoneTheme : theme} button={{ autoInsertSpace: false, loadingIcon: <Spinner /> }}>
      <AntApp component={false}>
        <BrowserRouter>
          <SessionGate>
            <Shell>
              <Suspense fallback={<Loading label="正在打开" />}>
                <Pages />
              </Suspense>
            </Shell>
          </SessionGate>
        </BrowserRouter>
      </AntApp>
    </ConfigProvider>
  );
}

function Pages() {
  const { viewer } = useSession();
  const posted = may(viewer, 'attendance:check_in');
  const elsewhere = viewer.roles.some((held) => !isOneself(held.role));
  return (
    <Routes>
      <Route path="/" element={posted && !elsewhere ? <Navigate to="/me" replace /> : <HomePage />} />
      {posted && <Route path="/me" element={<CadrePage />} />}
      {isOpen(viewer, '/my-duties') && <Route path="/my-duties" element={<MyDutiesPage />} />}
      {isOpen(viewer, '/duties') && <Route path="/duties" element={<DutiesPage />} />}
      {isOpen(viewer, '/leave') && <Route path="/leave" element={<LeavePage />} />}
      {isOpen(viewer, '/claims') && <Route path="/claims" element={<ClaimsPage />} />}
      {/* Whoever is asked a question may be anybody, and each sees only one's own. */}
      <Route path="/cases" element={<CasesPage />} />
      {isOpen(viewer, '/months') && <Route path="/months" element={<MonthsPage />} />}
      {isOpen(viewer, '/inspections') && <Route path="/inspections/*" element={<InspectionsPage />} />}
      {isOpen(viewer, '/events') && <Route path="/events" element={<EventsPage />} />}
      {isOpen(viewer, '/calendar') && <Route path="/calendar" element={<CalendarPage />} />}
      {isOpen(viewer, '/fences') && <Route path="/fences" element={<FencesPage />} />}
      {isOpen(viewer, '/log-templates') && <Route path="/log-templates" element={<TemplatesPage />} />}
      <Route path="/account" element={<AccountPage />} />
      {may(viewer, 'account:read') && <Route path="/people" element={<PeoplePage />} />}
      {may(viewer, 'account:read') && <Route path="/people/:id" element={<PersonPage />} />}
      {may(viewer, 'approval:read') && <Route path="/approvals" element={<ApprovalsPage />} />}
      {may(viewer, 'policy:read') && <Route path="/policy" element={<PolicyPage />} />}
      {may(viewer, 'audit:read') && <Route path="/audit" element={<AuditPage />} />}
      {may(viewer, 'delegation:manage') && <Route path="/delegations" element={<DelegationsPage />} />}
      <Route path="*" element={<Navigate to="/" replace />} />
    </Routes>
  );
}
