import { Link } from 'react-router';
import page from '../../shared/Page.module.css';
import styles from './Cases.module.css';
import { useWaitingCases } from './waiting';

/** On a cadre's own page: that somebody asks, or that something was noticed; nothing while nothing waits. */
export function MyQuestions() {
  const { questions, signals } = useWaitingCases();
  if (questions + signals === 0) return null;
  return (
    <section className={`panel ${styles.card ?? ''}`} aria-label="请我说明的">
      <div>
        <h2>{questions > 0 ? `有 ${questions} 件事请您说明` : `系统注意到 ${signals} 处对不上`}</h2>
        <p className={page.quiet}>
          {questions > 0 && signals > 0 && `系统另注意到 ${signals} 处对不上。`}
          先听您说，系统自己不下结论。
        </p>
      </div>
      <Link to="/cases?view=mine">去看看</Link>
    </section>
  );
}
