"""Runs the DAG with a real Airflow, once for each exit status. Prints one JSON line a run, and leaves the pods' manifests.

usage: airflow_runs.py DAG_FOLDER WORK_FOLDER PROGRAM    (with the Python that Airflow is installed in)
"""

import contextlib
import json
import os
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

folder, work, program = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), sys.argv[3]
sys.path.insert(0, str(Path(__file__).parent))

# Before the first import of Airflow, which reads them once.
os.environ.update(
    AIRFLOW_HOME=str(work),
    AIRFLOW__CORE__DAGS_FOLDER=str(folder),
    AIRFLOW__CORE__LOAD_EXAMPLES="False",
    AIRFLOW__CORE__UNIT_TEST_MODE="False",
    AIRFLOW__DATABASE__SQL_ALCHEMY_CONN=f"sqlite:///{work}/airflow.db",
    AIRFLOW__LOGGING__LOGGING_LEVEL="INFO",
)

from pods_api import PodsAPI  # noqa: E402

current = {}
api = PodsAPI(lambda pod: current["command"](pod))
config = {
    "apiVersion": "v1", "kind": "Config", "current-context": "it",
    "clusters": [{"name": "it", "cluster": {"server": api.address}}],
    "contexts": [{"name": "it", "context": {"cluster": "it", "user": "it"}}],
    "users": [{"name": "it", "user": {}}],
}  # fmt: skip
os.environ["AIRFLOW_CONN_KUBERNETES_DEFAULT"] = json.dumps(
    {"conn_type": "kubernetes", "extra": {"kube_config": json.dumps(config), "in_cluster": False}}
)

out, sys.stdout = sys.stdout, sys.stderr


def say(**document):
    print(json.dumps(document), file=out, flush=True)


def exits(*statuses):
    """A process for each pod, one after the other, the last again and again."""
    rest = list(statuses)
    return lambda pod: ["sh", "-c", f"echo working; exit {rest.pop(0) if len(rest) > 1 else rest[0]}"]


def main():
    import airflow
    from airflow.utils.db import initdb

    with contextlib.redirect_stdout(sys.stderr):
        initdb()
    try:
        from airflow.dag_processing.dagbag import DagBag
    except ImportError:
        from airflow.models import DagBag

    bag = DagBag(dag_folder=str(folder))
    say(
        version=airflow.__version__, errors={str(k): v for k, v in bag.import_errors.items()}, dags=sorted(bag.dags),
        settings={name: str(getattr(bag.dags["sluice"], name)) for name in ("catchup", "max_active_runs")}
        if "sluice" in bag.dags else {},
    )  # fmt: skip
    if bag.import_errors or "sluice" not in bag.dags or airflow.__version__.startswith("2."):
        return  # there dag.test() is another thing
    dag = bag.dags["sluice"]
    load = dag.get_task("load")
    # So that tries follow at once; how many there are stays as it is.
    load.retry_delay, load.retry_exponential_backoff = timedelta(0), 0
    day = datetime(2026, 1, 1, tzinfo=timezone.utc)

    def run(name, command):
        nonlocal day
        day += timedelta(hours=1)
        current["command"] = command
        before, load.pod, load.pod_request_obj, load.remote_pod, load._killed = len(api.posted), None, None, None, False
        result = dag.test(logical_date=day)
        instance = result.get_task_instance("load")
        say(
            run=name, state=str(instance.state), tries=len(api.posted) - before, left=len(api.pods), ended=api.ended
        )
        api.pods.clear()
        api.ended.clear()

    for status in json.loads(os.environ["STATUSES"]):
        run(str(status), exits(status))
    run("25 then 0", exits(25, 0))
    run("program", lambda pod: [program, *pod["spec"]["containers"][0]["args"]])
    load.startup_timeout_seconds = 1
    run("no image", lambda pod: None)
    load.startup_timeout_seconds, load.execution_timeout, load.retries = 60, timedelta(seconds=5), 0
    run("too long", lambda pod: ["sh", "-c", "trap 'kill $!; exit 143' TERM; echo working; sleep 60 & wait"])
    for number, pod in enumerate(api.posted):
        (work / f"pod-{number}.json").write_text(json.dumps(pod | {"apiVersion": "v1", "kind": "Pod"}))


main()
