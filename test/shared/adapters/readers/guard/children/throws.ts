process.stderr.write('secret words of the document');
throw new Error('secret words of the document');
