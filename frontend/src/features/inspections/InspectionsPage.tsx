import { Navigate, Route, Routes } from 'react-router';
import { InspectionPage } from './InspectionPage';
import { OverviewPage } from './OverviewPage';
import { VisitPage } from './VisitPage';

/** Everything about inspections: the overview, one inspection, and being on the spot with it. */
export function InspectionsPage() {
  return (
    <Routes>
      <Route index element={<OverviewPage />} />
      <Route path=":id" element={<InspectionPage />} />
      <Route path=":id/visit" element={<VisitPage />} />
      <Route path="*" element={<Navigate to="/inspections" replace />} />
    </Routes>
  );
}
