// Asks the address given as argument every question of the GraphQL-over-HTTP audit; prints [{ id, name, status }].
import { auditServer } from 'graphql-http';

const results = await auditServer({ url: process.argv[2] });
console.log(JSON.stringify(results.map(({ id, name, status, reason }) => ({ id, name, status, reason }))));
