import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Certificate {
  certificate: string;
  key: string;
  /** The paths of both, for a server's configuration. */
  files: { certificate: string; key: string };
}

/** A certificate authority in a folder of its own, made with `openssl`; disposing of it removes the folder. */
export class Authority implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), "plimsoll-ca-"));

  constructor() {
    this.#openssl("req", "-x509", ...newKey("ca"), "-out", "ca.pem", "-days", "2", "-subj", "/CN=Test CA");
  }

  get certificate(): string {
    return this.#read("ca.pem");
  }

  get file(): string {
    return join(this.#folder, "ca.pem");
  }

  /** Signs a new key for these names (`DNS:…`, `IP:…`); with `days` below 0 it has already expired. */
  issue(name: string, subjects: readonly string[], days = 2): Certificate {
    writeFileSync(join(this.#folder, `${name}.ext`), `subjectAltName=${subjects.join(",")}`);
    this.#openssl("req", ...newKey(name), "-out", `${name}.csr`, "-subj", `/CN=${name}`);
    const signing = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", `${name}.ext`];
    this.#openssl("x509", "-req", "-in", `${name}.csr`, ...signing, "-out", `${name}.pem`, "-days", String(days));
    const files = { certificate: join(this.#folder, `${name}.pem`), key: join(this.#folder, `${name}.key`) };
    return { certificate: this.#read(`${name}.pem`), key: this.#read(`${name}.key`), files };
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #openssl(...words: string[]): void {
    execFileSync("openssl", words, { cwd: this.#folder, stdio: "pipe" });
  }

  #read(file: string): string {
    return readFileSync(join(this.#folder, file), "utf8");
  }
}

function newKey(name: string): string[] {
  return ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", `${name}.key`];
}
