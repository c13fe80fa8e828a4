for (;;) process.hrtime();
