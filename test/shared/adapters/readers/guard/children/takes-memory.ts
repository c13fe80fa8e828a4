const taken: Buffer[] = [];
for (;;) taken.push(Buffer.alloc(16_000_000, taken.length + 1));
