import { type BudgetEntry, budgetSections, budgetTable } from '../model/budget-table.ts';
import { diveDefaults } from '../model/dive-ci-parser.ts';

/** `docs/gate.md`: what the table of budgets says. */
export function renderGateDocs(): string {
  return `${[introduction, ...budgetSections.map(section), exceptions, outputs, dive, kubernetes].join('\n\n')}\n`;
}

const introduction = `# The gate

Made from the table of budgets; a test compares it with the table, and writes it anew when \`FLENSE_UPDATE_DOCS\` is set.

\`flense ci IMAGE\` holds an image against budgets. They stand in \`.flense.yml\`, which is looked for in the working directory and
upwards; each has a flag, which is the stronger. \`flense init IMAGE\` writes the file with the figures of today as limits. A budget that
nobody names does not run. One that is exceeded fails, and so does one that cannot be computed, and says why. What is exactly at
its limit passes.

\`\`\`yaml
# yaml-language-server: $schema=./schema/flense.schema.json
budgets:
  size:
    image: 250MB
  waste:
    ratio: 5%
  findings:
    fail-on: high
    forbid: [shell, secret]
\`\`\`

Sizes are \`kB\`, \`MB\`, \`GB\` (powers of a thousand), \`KiB\`, \`MiB\`, \`GiB\` (powers of 1,024) or plain bytes. \`off\` takes a budget out, in the file
and behind a flag. A flag with a glob is \`--max-directory GLOB=LIMIT\`, and replaces the limit of that glob; it may be given several
times, as may \`--forbid\`.

| exit code | |
| --- | --- |
| 0 | all budgets held |
| 1 | a budget is exceeded or cannot be computed, or an exception has expired |
| 2 | the image, the baseline or the configuration could not be read, told in one line |
| 130 | interrupted |`;

const sectionTexts: Readonly<Record<string, string>> = {
  size: 'How large the image and its parts may be.',
  waste: 'What is shipped and seen by no container.',
  dive: "dive's own rules, under dive's names and with its comparisons; see below.",
  growth:
    'Against `--baseline IMAGE`, an image of any source, or `--baseline report.json`, which `flense inspect --format json` wrote. Without a baseline they cannot be computed. A limit is a size, a percentage, or both: `10MB, 5%` fails where either is exceeded. What became smaller passes.',
  findings: 'What the analyzers found; [analyzers.md](analyzers.md) has each. An exception allows one for a while.',
  slimness: 'How far the image is from what production needs, by the plan that `flense advise` makes.',
};

function section(name: string): string {
  const entries: readonly BudgetEntry[] = budgetTable.filter((entry) => entry.section === name);
  return [`## ${name}`, '', sectionTexts[name] ?? '', ...entries.flatMap(entryLines)].join('\n');
}

function entryLines(entry: BudgetEntry): readonly string[] {
  const fallback = entry.default === null ? 'does not run' : `\`${entry.default}\``;
  return [
    '',
    `### ${entry.id}`,
    '',
    entry.description,
    '',
    `Flag \`${entry.flag}\`; by default: ${fallback}.`,
    '',
    '```yaml',
    'budgets:',
    `  ${entry.section}:`,
    ...(entry.arity === 'by-glob' ? [`    ${entry.key}:`, `      ${entry.example}`] : [`    ${entry.key}: ${entry.example}`]),
    '```',
  ];
}

const exceptions = `## exceptions

A finding is allowed where exceptions cover each file that it is about. Each names one of \`path\` (a glob), \`package\` (a glob of names, or
of \`type/name\`) and \`digest\` (of a layer or of the whole image), or a \`code\` alone; a \`code\` beside one of the others narrows it. Each has
a reason, and the last day on which it holds, in UTC. One that has expired allows nothing any more, and fails the gate until it is renewed
or removed. Of a finding the first thousand files are known: one with so many only an exception for its code, or for the image, allows.

A file that an analyzer should have looked at and could not makes every budget that depends on it one that cannot be computed: \`forbid\` of
that analyzer, \`fail-on\` where it finds anything that grave, the budgets of packages where it is one of their databases. An exception that
covers the file, with no \`code\` or with the analyzer's name (\`packages\` for the databases), lets them be computed without it.

\`\`\`yaml
exceptions:
  - path: /usr/bin/su
    code: setuid-file
    reason: the entrypoint drops its privileges with it
    expires: 2030-12-31
  - package: deb/passwd
    code: setuid-file
    reason: leaves with the next base image
    expires: 2030-06-30
  - code: root-user/not-numeric
    reason: this cluster has no runAsNonRoot
    expires: 2030-12-31
\`\`\``;

const outputs = `## Formats

\`--format\` is for standard output; \`--output FORMAT=FILE\` writes a file besides, as often as it is given. All are written also when the gate
fails, each as a whole or not at all.

| format | what |
| --- | --- |
| \`text\` | for a person |
| \`json\` | everything; its type is \`GateResult\` in \`src/model/gate-result.ts\` |
| \`markdown\` | a comment for a pull request; it starts with \`<!-- flense: gate -->\`, by which a bot finds its own, and with \`--marker web\` with \`<!-- flense: gate web -->\`, for one image of several |
| \`github\` | annotations; \`--step-summary\` appends the Markdown to the summary of the job |
| \`sarif\` | SARIF 2.1.0: the budgets that failed and all findings, those that an exception allows as suppressed; rules of medium severity and above have the tag \`security\` and a \`security-severity\`, by which GitHub sorts them |
| \`junit\` | a case for each budget: exceeded is a failure, not computable an error |
| \`gitlab\` | GitLab's code quality report |

With \`--dockerfile FILE\` results are shown at the lines of that Dockerfile: its instructions are matched with the history of the image,
the last stage and those that it is built on. Without, they are shown at the configuration; SARIF and GitLab's report, in which nothing may be
nowhere, name \`Dockerfile\` where there is none.

Examples: [action.yml](../action.yml) for GitHub, [examples/gitlab-ci.yml](../examples/gitlab-ci.yml),
[examples/Jenkinsfile](../examples/Jenkinsfile).`;

const dive = `## For those who come from dive

A \`.dive-ci\` in the working directory works as it is, unless \`.flense.yml\` has rules under \`dive\`; \`--ci-config FILE\` names another.
Keys may be in upper or lower case, and sizes are written as dive lets them be written (\`1,000 kB\`, \`.5GiB\`).
As in dive, a rule that the file does not name has its default (${Object.entries(diveDefaults)
  .map(([name, value]) => `\`${name}: ${value}\``)
  .join(
    ', ',
  )}), \`disabled\` takes it out, and the comparisons are strict: what is exactly at the limit passes. Where dive's figure and the bytes
that no container sees lead to different verdicts, the verdict is dive's and a note says so: dive counts the copy that stays visible as
wasted, does not count a directory that is removed, and passes an image of one layer whatever comes. Two things differ: flags are stronger
than the file, and the exit code for a broken file is 2.

In \`.flense.yml\` only the rules run that are named.`;

const kubernetes = `## Kubernetes

\`flense k8s IMAGE\` writes a Deployment that passes the Pod Security Standard \`restricted\` and a NetworkPolicy that admits what the image
exposes, with the reason of each line above it. The image is named by its digest where it comes from a registry; \`--deploy\` names another,
the slim one say. Each path that the plan says is written to is an \`emptyDir\` of \`--size-limit\` (100 MiB). Probes come from HEALTHCHECK,
else from the exposed port. Variables that look like secrets, by name or by value, become references to the Secret \`NAME-secrets\`. What the image
cannot run under is said at the top and on stderr, and so is what only the slim image has: a user or directories that the plan makes,
another command.`;
