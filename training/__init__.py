"""Scripts that train the two shipped models; torch is needed here and nowhere else."""
