import { App } from 'antd';
import { useCallback } from 'react';
import { useNavigate } from 'react-router';

/** Says that another person has to agree to what was just proposed, and offers the way to where they do. */
export function useProposed(): (summary: string) => void {
  const { modal } = App.useApp();
  const navigate = useNavigate();
  return useCallback(
    (summary: string) => {
      modal.confirm({
        icon: null,
        title: '已提请，等待另一人审批',
        content: summary,
        okText: '查看这项提请',
        cancelText: '知道了',
        onOk: () => {
          void navigate('/approvals');
        },
      });
    },
    [modal, navigate],
  );
}
