// Every registered fault in Chromium, under its name; see faults.mjs.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { AWAITED, Asking, STARRED, registered } from "./faults.mjs";

const faults = await registered();

test("every fault of the first release is registered, or named as missing", () => {
  const names = faults.map(({ id }) => id);
  assert.equal(new Set(STARRED).size, 45);
  assert.equal(new Set(names).size, names.length, "two faults of one name");
  assert.deepEqual(STARRED.filter((id) => !names.includes(id)), AWAITED);
});

test("a fault that not every engine can be asked about says why", () => {
  for (const { id, title, engines, reason } of faults) {
    assert.match(id, /^[BROSIE][1-9]\d?$/);
    assert.ok(title.length > 5, id);
    assert.equal(engines !== undefined, reason !== undefined, id);
  }
});

describe("a fault is survived in Chromium", () => {
  let asking;
  before(async () => {
    asking = await Asking.start("chromium");
  });
  after(() => asking?.stop());

  for (const fault of faults) {
    test(`${fault.id} ${fault.title}`, async (context) => {
      const reason = await asking.run(fault);
      if (reason !== undefined) context.skip(reason);
    });
  }
});
