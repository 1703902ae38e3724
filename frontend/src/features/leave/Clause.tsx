import { Clause as Quoted } from '../../shared/Clause';
import item from '../../shared/Item.module.css';

interface Props {
  document: string | null | undefined;
  words: string | null | undefined;
  reference: string | null | undefined;
}

/** Why this chain: the clause in its own words, or that nothing else is laid down. */
export function Clause({ document, words, reference }: Props) {
  if (document == null) return <p className={item.note}>当地没有另行规定审批层级，由乡镇审批。</p>;
  return <Quoted words={words} document={document} reference={reference} />;
}
