const taken: object[] = [];
for (;;) taken.push({ length: taken.length });
