"""What every stage stands on: people, trace, record, files, proposals, letters, work, mail."""
