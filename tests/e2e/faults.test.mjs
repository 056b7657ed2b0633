// Runs every fault in Chromium as a test; see faults.mjs.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { FAMILIES, FaultRunner, REQUIRED, UNTESTED, allFaults } from "./faults.mjs";

const faults = await allFaults();

test("every required fault is defined, or listed as untested", () => {
  const names = faults.map(({ id }) => id);
  assert.equal(new Set(REQUIRED).size, 45);
  assert.equal(new Set(names).size, names.length, "two faults of one name");
  assert.deepEqual(REQUIRED.filter((id) => !names.includes(id)), UNTESTED);
});

test("a fault that cannot be tested in every engine says why", () => {
  for (const { id, title, engines, reason } of faults) {
    assert.match(id, new RegExp(`^(${FAMILIES.join("|")})-[1-9]\\d?$`));
    assert.ok(title.length > 5, id);
    assert.equal(engines !== undefined, reason !== undefined, id);
  }
});

describe("a fault is survived in Chromium", () => {
  let runner;
  before(async () => {
    runner = await FaultRunner.start("chromium");
  });
  after(() => runner?.stop());

  for (const fault of faults) {
    test(`${fault.id} ${fault.title}`, async (context) => {
      const reason = await runner.run(fault);
      if (reason !== undefined) context.skip(reason);
    });
  }
});
