import { Form, Input, Modal } from 'antd';
import { useCallback } from 'react';
import { useClient } from 'urql';
import type { BulletinWordsQuery } from '../../gql/graphql';
import { ask, tell } from '../../shared/ask';
import { Failure, Loading } from '../../shared/States';
import { useReading } from '../../shared/useReading';
import { ActDialog } from '../acts/ActDialog';
import { BULLETIN_WORDS, DRAFT_BULLETIN } from './followUp';
import { SUBJECTS } from './terms';

type Words = BulletinWordsQuery['bulletinWords'];

interface Props {
  findingIds: readonly string[];
  done: () => void;
  close: () => void;
}

/** A bulletin drafted from findings: whom it is about and its words come from them, a person corrects the words. */
export function BulletinDialog({ findingIds, done, close }: Props) {
  const client = useClient();
  const read = useCallback(
    async () => (await ask(client, BULLETIN_WORDS, { findingIds: [...findingIds] })).bulletinWords,
    [client, findingIds],
  );
  const { value: drafted, words, again } = useReading(read);
  if (!drafted) {
    return (
      <Modal open title="起草通报" footer={null} onCancel={close}>
        {words === undefined ? <Loading label="正在由检查结果生成草稿" /> : <Failure words={words} retry={again} />}
      </Modal>
    );
  }
  return <Draft drafted={drafted} findingIds={findingIds} done={done} close={close} />;
}

function Draft({ drafted, findingIds, done, close }: Props & { drafted: Words }) {
  const client = useClient();
  const { subject, unitId, postingId, regionCode } = drafted;
  return (
    <ActDialog<{ title: string; content: string }>
      title="起草通报"
      lead={`由 ${findingIds.length} 条检查结果生成，通报${SUBJECTS[subject]}。存为草稿；检查结果公布以后才能发布。`}
      label="存为草稿"
      initial={{ title: drafted.title, content: drafted.content }}
      act={({ title, content }, idempotencyKey) =>
        tell(client, DRAFT_BULLETIN, {
          input: {
            idempotencyKey,
            title,
            content,
            findingIds: [...findingIds],
            unitId: subject === 'UNIT' ? unitId : null,
            postingId: subject === 'PERSON' ? postingId : null,
            regionCode: subject === 'PLACE' ? regionCode : null,
          },
        })
      }
      done={done}
      close={close}
    >
      <Form.Item name="title" label="标题" rules={[{ required: true, whitespace: true, message: '请写标题。' }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="content" label="内容" rules={[{ required: true, whitespace: true, message: '请写内容。' }]}>
        <Input.TextArea autoSize={{ minRows: 6, maxRows: 16 }} maxLength={20_000} />
      </Form.Item>
    </ActDialog>
  );
}
