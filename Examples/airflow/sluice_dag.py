"""Loads WhatConverts into PostgreSQL every hour, in a pod of its own.

Copy it to the DAG folder, change IMAGE and NAMESPACE, and make the secret `sluice-load` in that namespace
(../kubernetes/secret.yaml). It needs apache-airflow-providers-cncf-kubernetes, and a connection `kubernetes_default`.

Checked with Airflow 3.3.2 and provider 10.25.0: no import errors, and runs of the whole DAG with `dag.test()` against a
stand-in for the Kubernetes API that starts a process in place of each pod, for each exit status; the pods that it is sent
fit the schema of Kubernetes. Airflow 2.11.2 parses it too. Not run: a real cluster.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator
from kubernetes.client import models as k8s

try:
    from airflow.sdk import DAG
    from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowSkipException
except ImportError:  # Airflow 2, and 3.0
    from airflow import DAG
    from airflow.exceptions import AirflowException, AirflowFailException, AirflowSkipException

IMAGE = "registry.example.com/sluice:0.1.0"  # CHANGE
NAMESPACE = "sluice"

# Nothing is wrong, and the next hour goes on. Skipped and not successful: a task that comes after it, such as dbt, is
# skipped too, since this run brought nothing whole; give that task trigger_rule="none_failed" where half a day is welcome.
SKIPPED = {
    10: "the requests of the day are spent; what was read is kept, and the next run goes on from there",
    20: "another run holds the dataset; it does the work",
}

# The next try would end the same way, so there is none: somebody has to look.
FAILED = {
    1: "a bug; please report it with the last lines of the log",
    11: "incomplete, or deletions held back: what was merged is right, `sluice status` says what is missing; "
    "deletions that are meant are let through by `sluice load --allow-deletes`",
    12: "more records rejected than allowed: `sluice rejected` says what does not fit, and why",
    21: "the configuration is wrong: the log names the setting",
    22: "the key was refused: check the token, the secret and the base URL",
    23: "the schema differs from what is declared: the log says what differs, and what mends it",
}

# A try some minutes later may do. So may it after all else: killed (137), evicted, or never started.
RETRIED = {
    24: "the API cannot be reached",
    25: "the database cannot be reached or used",
    130: "stopped by SIGINT; the next try goes on from there",
    143: "stopped by SIGTERM; the next try goes on from there",
}


def verdict(status: int | None) -> AirflowException:
    """What a pod that did not succeed means to Airflow; None is a pod without an exit status."""
    if status in SKIPPED:
        return AirflowSkipException(f"exit status {status}: {SKIPPED[status]}")
    if status in FAILED:
        return AirflowFailException(f"exit status {status}: {FAILED[status]}")
    if status is None:
        return AirflowException("the pod left no exit status: it never started, was evicted, or took too long")
    return AirflowException(f"exit status {status}: {RETRIED.get(status, 'killed, or not a status of sluice')}")


class SluiceOperator(KubernetesPodOperator):
    """A pod whose exit status says whether to go on, to look, or to try again."""

    def cleanup(self, pod, remote_pod, **kwargs):
        try:
            super().cleanup(pod=pod, remote_pod=remote_pod, **kwargs)
        except AirflowException as failure:
            raise verdict(self.exit_status(remote_pod)) from failure

    def exit_status(self, remote_pod: k8s.V1Pod) -> int | None:
        for container in remote_pod.status.container_statuses or []:
            if container.name == self.base_container_name and container.state and container.state.terminated:
                return container.state.terminated.exit_code
        return None


with DAG(
    dag_id="sluice",
    description="WhatConverts into PostgreSQL",
    schedule="17 * * * *",  # not on the hour, when everybody asks
    start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
    catchup=False,  # a load reads all that is new, whichever hour it was meant for
    max_active_runs=1,  # a second one would find the dataset held, and leave with 20
    default_args={
        "retries": 3,
        "retry_delay": timedelta(minutes=2),
        "retry_exponential_backoff": True,
        "max_retry_delay": timedelta(minutes=10),
    },
    tags=["whatconverts", "postgresql"],
) as dag:
    SluiceOperator(
        task_id="load",
        name="sluice-load",
        namespace=NAMESPACE,
        image=IMAGE,
        arguments=["load", "--log-format", "json"],
        env_vars={
            "WHATCONVERTS_TOKEN_FILE": "/run/secrets/sluice/token",
            "WHATCONVERTS_SECRET_FILE": "/run/secrets/sluice/secret",
            "DATABASE_URL_FILE": "/run/secrets/sluice/database-url",
        },
        # As files from a secret of Kubernetes: they pass neither through Airflow nor through its logs.
        volumes=[
            k8s.V1Volume(
                name="secrets", secret=k8s.V1SecretVolumeSource(secret_name="sluice-load", default_mode=0o440)
            ),
            k8s.V1Volume(name="tmp", empty_dir=k8s.V1EmptyDirVolumeSource(size_limit="64Mi")),
        ],
        volume_mounts=[
            k8s.V1VolumeMount(name="secrets", mount_path="/run/secrets/sluice", read_only=True),
            k8s.V1VolumeMount(name="tmp", mount_path="/tmp"),
        ],
        container_resources=k8s.V1ResourceRequirements(
            requests={"cpu": "100m", "memory": "192Mi"},
            limits={"memory": "512Mi"},  # a load takes some 150 MB, whatever the number of leads
        ),
        security_context={
            "runAsNonRoot": True,
            "runAsUser": 10001,
            "runAsGroup": 10001,
            "fsGroup": 10001,
            "seccompProfile": {"type": "RuntimeDefault"},
        },
        container_security_context={
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        },
        automount_service_account_token=False,
        labels={"app.kubernetes.io/name": "sluice", "app.kubernetes.io/component": "load"},
        startup_timeout_seconds=300,  # to pull the image; when it is over, the task is tried again
        # A first load may take long. One that is ended goes on in the next run.
        execution_timeout=timedelta(hours=2),
        # At the end of that time, or when somebody ends the task, the pod is deleted: it gets SIGTERM, and a load needs
        # up to 10 s from then on.
        termination_grace_period=30,
        log_pod_spec_on_failure=False,
        do_xcom_push=False,
    )
