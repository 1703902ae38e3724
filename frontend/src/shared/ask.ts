import type { AnyVariables, Client, OperationResult, TypedDocumentNode } from 'urql';
import { codeOf, Refused, wordsOf } from './failure';

/** The service's present answer to a query; throws `Refused` with the words for a person. */
export async function ask<Data, Variables extends AnyVariables>(
  client: Client,
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  return answerOf(await client.query(query, variables, { requestPolicy: 'network-only' }).toPromise());
}

/** The service's answer to a mutation; throws `Refused` with the words for a person. */
export async function tell<Data, Variables extends AnyVariables>(
  client: Client,
  mutation: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  return answerOf(await client.mutation(mutation, variables).toPromise());
}

function answerOf<Data, Variables extends AnyVariables>({ data, error }: OperationResult<Data, Variables>): Data {
  if (error) throw new Refused(wordsOf(error), codeOf(error));
  if (data === undefined) throw new Error('an answer without data and without errors');
  return data;
}
