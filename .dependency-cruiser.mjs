const pure = 'shared/(analysis|document|job|extraction|money|failure)/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that import each other are one file, or need a third.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'core-knows-nobody',
      severity: 'error',
      comment:
        'Analyses, documents, jobs, extraction, money and failures are plain data and pure functions: they import one another, zod, exact decimals, near-JSON and hashes, nothing else.',
      from: { path: `^${pure}` },
      to: {
        pathNot: `^(${pure}|node_modules/(zod|big\\.js|@types/big\\.js|jsonrepair)/|(node:)?crypto$)`,
      },
    },
    {
      name: 'ports-are-types',
      severity: 'error',
      comment: 'A port speaks our words: it needs nothing but the pure folders.',
      from: { path: '^shared/ports/' },
      to: { pathNot: `^(${pure}|shared/ports/)` },
    },
    {
      name: 'steps-speak-to-ports',
      severity: 'error',
      comment: 'A step says what happens; which service does it is chosen by the handler.',
      from: { path: '^shared/steps/' },
      to: { pathNot: `^(${pure}|shared/(ports|steps)/|(node:)?crypto$)` },
    },
    {
      name: 'adapters-do-not-decide',
      severity: 'error',
      comment: 'An adapter does what a port asks: it knows no step and reads no settings.',
      from: { path: '^shared/adapters/' },
      to: { path: '^(shared/(steps|settings)/|functions/|infra/|local/|cli/)' },
    },
    {
      name: 'settings-are-plain',
      severity: 'error',
      comment: 'What a function is told is plain data: infra and the command line read it too.',
      from: { path: '^shared/settings/' },
      to: { pathNot: `^(${pure}|shared/settings/|node_modules/zod/)` },
    },
    {
      name: 'functions-stand-alone',
      severity: 'error',
      comment: 'Each function is deployed by itself; what two of them need lives in shared/.',
      from: { path: '^functions/([^/]+)/' },
      to: { path: '^functions/', pathNot: '^functions/$1/' },
    },
    {
      name: 'infra-refers-by-path',
      severity: 'error',
      comment:
        'The stack names a handler by its file path; importing it would run its top level at synth.',
      from: { path: '^infra/' },
      to: { path: '^(functions|shared/(adapters|steps))/' },
    },
    {
      name: 'local-runs-bundles',
      severity: 'error',
      comment:
        'The local pipeline runs what would be deployed, by path; importing a handler would run something else.',
      from: { path: '^(local|cli)/' },
      to: { path: '^functions/' },
    },
    {
      name: 'runtime-without-cdk',
      severity: 'error',
      comment: 'aws-cdk-lib in a bundle adds tens of megabytes to a cold start.',
      from: { path: '^(functions|shared)/' },
      to: { path: '^(infra/|local/|cli/|node_modules/(aws-cdk-lib|constructs)/)' },
    },
    {
      name: 'nobody-needs-tests',
      severity: 'error',
      comment: 'Test code is a leaf.',
      from: { pathNot: '^test/' },
      to: { path: '^test/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
