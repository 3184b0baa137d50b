#!/bin/sh
# One job on a Slurm cluster by hand, where `furrow run --engine slurm` does not fit:
#   by-hand.sh job.yaml /shared/shards 64 [options of sbatch]
# Plans, submits a task for each shard, and merges when all have ended, however they end
# (afterok would never come true once a task was requeued). Called again, it makes what is
# missing. Prints the number of the merging job.
set -eu
job=$1 folder=$2 shards=$3
shift 3
count=$(furrow shard plan "$job" --shards "$shards" --into "$folder")
work=$(FOLDER=$folder sbatch --parsable --requeue --export=ALL --array="1-$count" \
  --output="$folder/work-%A-%a.log" "$@" <<'TASK'
#!/bin/sh
exec furrow shard work "$FOLDER/plan.json" "$SLURM_ARRAY_TASK_ID"
TASK
)
FOLDER=$folder sbatch --parsable --export=ALL --dependency="afterany:${work%%;*}" \
  --output="$folder/reduce-%j.log" "$@" <<'TASK'
#!/bin/sh
furrow shard reduce "$FOLDER/plan.json" || exit 1
TASK
