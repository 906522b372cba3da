// Drops or turns one rule at a time, as mutants.txt lists them, and runs the tests of this project against each: every one must be
// caught. Works in copies; nothing of the repository changes.
//   node tests/Circles.Leaks/mutants.mjs [WORD]    only those with WORD in their title or file
// A mutant that does not build proves nothing and counts as survived.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const word = process.argv[2] ?? "";

function read() {
  const mutants = [];
  let file = "", mutant;
  for (const line of readFileSync(join(here, "mutants.txt"), "utf8").split("\n")) {
    if (line.startsWith("== ")) [file, mutant] = [line.slice(3), undefined];
    else if (line.startsWith("# ")) mutants.push((mutant = { file, title: line.slice(2), old: [], made: [] }));
    else if (mutant && line[0] === "-") mutant.old.push(line.slice(2));
    else if (mutant && line[0] === "+") mutant.made.push(line.slice(2));
  }
  return mutants.filter((one) => one.file.includes(word) || one.title.includes(word));
}

const scratch = mkdtempSync(join(tmpdir(), "circles-mutants-"));
const tests = join(here, "bin/mutants"); // under the repository, which the tests look for above them
const unharmed = join(scratch, "unharmed");
const isBuilt = (path) => path.split(sep).some((part) => part === "bin" || part === "obj" || part === "node_modules");
for (const path of ["Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig", "src"])
  cpSync(join(root, path), join(scratch, path), { recursive: true, filter: (from) => !isBuilt(from.slice(root.length)) });

/** @returns what the compiler says when it refuses */
const build = (project, ...more) => {
  const flags = ["-c", "Release", "-v", "q", "-nologo", "-m:1", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false", ...more];
  const made = spawnSync("dotnet", ["build", project, ...flags], { encoding: "utf8" });
  if (made.status !== 0) return made.stdout.split("\n").find((line) => line.includes("error")) ?? made.stdout;
};

/** Of a mutant only its own project is built: what the others see of it stays the same. */
const buildMutant = (file, ...more) => {
  const name = file.split("/")[1];
  const fault = build(join(scratch, "src", name), ...more);
  if (!fault) cpSync(join(scratch, "src", name, "bin/Release/net10.0", `${name}.dll`), join(tests, `${name}.dll`));
  return fault;
};

// Stops at the first test that fails; that of the list itself tells nothing about rules.
const run = () =>
  spawnSync("dotnet", [
    join(tests, "Circles.Leaks.dll"), "-noLogo", "-noColor", "-reporter", "quiet", "-stopOnFail",
    "-class-", "Circles.Leaks.The_mutants",
  ], { encoding: "utf8", timeout: 600_000, maxBuffer: 1 << 28, env: { ...process.env, UPDATE_DOCS: "", LEAKS_STOP_AT_FIRST: "1", DOTNET_TieredPGO: "0" } });

try {
  const fault = build(here);
  if (fault) throw new Error(fault);
  rmSync(tests, { recursive: true, force: true });
  cpSync(join(here, "bin/Release/net10.0"), tests, { recursive: true });
  const first = buildMutant("src/Circles.Schema") ?? buildMutant("src/Circles.Grains");
  if (first) throw new Error(first);
  cpSync(tests, unharmed, { recursive: true });
  if (run().status !== 0) throw new Error("The tests fail without any mutant.");
  const mutants = read();
  let killed = 0;
  for (const { file, title, old, made } of mutants) {
    const path = join(scratch, file);
    const text = readFileSync(path, "utf8");
    const parts = text.split(old.join("\n"));
    if (parts.length !== 2) throw new Error(`${file}: ${title}: stands there ${parts.length - 1} times.`);
    writeFileSync(path, parts.join(made.join("\n")));
    const fault = buildMutant(file, "--no-restore", "--no-dependencies");
    const ended = fault ? undefined : run();
    const by = ended?.stdout.match(/Circles\.Leaks\.(\S+).*\[FAIL\]/)?.[1];
    // Not started at all is no proof either.
    const caught = !fault && ended.status !== 0 && (by || /catastrophic|Fixture/i.test(ended.stdout));
    if (caught) killed++;
    console.log(`${caught ? "killed  " : "SURVIVED"} ${basename(file)}: ${title} (${fault ?? by ?? `exit ${ended.status}`})`);
    writeFileSync(path, text);
    const name = file.split("/")[1];
    cpSync(join(unharmed, `${name}.dll`), join(tests, `${name}.dll`));
  }
  console.log(`\n${killed} killed, ${mutants.length - killed} survived, of ${mutants.length}`);
  process.exitCode = killed === mutants.length ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
  rmSync(tests, { recursive: true, force: true });
}
