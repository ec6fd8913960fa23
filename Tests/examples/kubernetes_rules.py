"""What the schema of Kubernetes does not say: the rules of its API server that these files could break, what each exit status
becomes, and that the files fit together. `problems(folder)` gives a sentence for each that is broken."""

import contextlib
import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import statuses
import yaml


def problems(folder):
    documents = [(path.name, each) for path in sorted(Path(folder).glob("*.yaml")) for each in yaml.safe_load_all(path.read_text())]
    templates = {}
    for name, document in documents:
        spec = document.get("spec", {})
        template = spec.get("jobTemplate", {}).get("spec", spec).get("template")
        if template:
            templates[name] = template
    secrets = {d["metadata"]["name"]: set(d["stringData"]) for _, d in documents if d["kind"] == "Secret"}
    yield from in_namespace(documents)
    for name, template in templates.items():
        for problem in [*of_pod(template["spec"]), *of_secrets(template["spec"], secrets)]:
            yield f"{name}: {problem}"
    yield from of_selectors(documents, templates)
    for name, document in documents:
        if document["kind"] in ("CronJob", "Job"):
            job = document["spec"].get("jobTemplate", {}).get("spec", document["spec"])
            for problem in of_policy(job):
                yield f"{name}: {problem}"
        if document["kind"] == "CronJob":
            for problem in [*of_schedule(document["spec"]), *of_statuses(job), *of_signal(job)]:
                yield f"{name}: {problem}"


def in_namespace(documents):
    for name, document in documents:
        if document["kind"] != "Namespace" and document["metadata"].get("namespace") != "sluice":
            yield f"{name}: {document['kind']} {document['metadata']['name']} is not in the namespace sluice"


def of_pod(spec):
    """The restricted pod security standard, and what else a pod of ours should say."""
    security = spec.get("securityContext", {})
    if not security.get("runAsNonRoot") or not security.get("runAsUser"):
        yield "may run as root"
    if security.get("seccompProfile", {}).get("type") != "RuntimeDefault":
        yield "has no seccomp profile"
    if spec.get("automountServiceAccountToken") is not False:
        yield "gets a token for the API server"
    if spec.get("terminationGracePeriodSeconds", 30) < 15:
        yield "is killed before a load has ended"
    for container in spec["containers"]:
        own = container.get("securityContext", {})
        if own.get("allowPrivilegeEscalation") is not False or own.get("capabilities", {}).get("drop") != ["ALL"]:
            yield f"container {container['name']} keeps privileges"
        if own.get("readOnlyRootFilesystem") is not True:
            yield f"container {container['name']} may write to its root"
        if ":" not in container["image"] or container["image"].endswith(":latest"):
            yield f"container {container['name']} has an image of no version"
        resources = container.get("resources", {})
        if not resources.get("requests") or "memory" not in resources.get("limits", {}):
            yield f"container {container['name']} has no requests, or no limit of memory"
        mounted = {mount["name"] for mount in container.get("volumeMounts", [])}
        if mounted != {volume["name"] for volume in spec.get("volumes", [])}:
            yield f"container {container['name']} and the volumes do not fit"


def of_secrets(spec, secrets):
    volumes = {volume["name"]: volume for volume in spec.get("volumes", [])}
    for container in spec["containers"]:
        places = {
            mount["mountPath"]: volumes[mount["name"]]["secret"]
            for mount in container["volumeMounts"]
            if "secret" in volumes[mount["name"]]
        }
        for secret in places.values():
            if secret.get("defaultMode") != 0o440:
                yield f"secret {secret['secretName']} has mode {secret.get('defaultMode')!r}, not 0440"
        for variable in container.get("env", []):
            folder, _, key = variable["value"].rpartition("/")
            if not variable["name"].endswith("_FILE"):
                continue
            if key not in secrets.get(places.get(folder, {}).get("secretName"), ()):
                yield f"{variable['name']} names {variable['value']}, which no secret has"


def of_selectors(documents, templates):
    labels = [template["metadata"]["labels"] for template in templates.values()]
    ports = {port["name"] for t in templates.values() for c in t["spec"]["containers"] for port in c.get("ports", [])}
    for name, document in documents:
        spec = document.get("spec", {})
        selector = spec.get("podSelector", spec.get("selector"))
        if selector:
            wanted = selector.get("matchLabels", selector)
            if not any(wanted.items() <= have.items() for have in labels):
                yield f"{name}: {document['kind']} {document['metadata']['name']} selects no pod"
        used = [port.get("targetPort") for port in spec.get("ports", [])]
        used += [port["port"] for rule in spec.get("ingress", []) for port in rule["ports"]]
        for port in used:
            if isinstance(port, str) and port not in ports:
                yield f"{name}: no container has a port called {port}"


def of_schedule(spec):
    if spec.get("concurrencyPolicy") != "Forbid":
        yield "a load may start while another is at work"
    if spec.get("startingDeadlineSeconds", 0) < 10:
        yield "startingDeadlineSeconds under 10: the controller looks every 10 s, and could miss each run"


def of_policy(job):
    """https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-failure-policy"""
    spec = job["template"]["spec"]
    names = {container["name"] for container in spec["containers"]}
    if spec.get("restartPolicy") != "Never":
        yield "a podFailurePolicy needs restartPolicy: Never"
    for rule in job["podFailurePolicy"]["rules"]:
        if ("onExitCodes" in rule) == ("onPodConditions" in rule):
            yield "a rule has onExitCodes or onPodConditions, one of them"
        codes = rule.get("onExitCodes")
        if codes:
            if codes["values"] != sorted(set(codes["values"])):
                yield f"the values {codes['values']} are not in order, or not all different"
            if codes["operator"] == "In" and 0 in codes["values"]:
                yield "0 is no failure"
            if codes.get("containerName") not in {None, *names}:
                yield f"there is no container {codes['containerName']}"


def action(job, status):
    """What the job controller does with a pod whose container ended so: the first rule that fits; without one it counts."""
    if status == 0:
        return "Complete"
    for rule in job["podFailurePolicy"]["rules"]:
        codes = rule.get("onExitCodes")
        if codes and (status in codes["values"]) == (codes["operator"] == "In"):
            return rule["action"]
    return "Count"


def wrapped(job, folder, stub):
    """Starts the container's command with a stub in place of the program."""
    (folder / "sluice").write_text(f"#!/bin/sh\n{stub}\n")
    (folder / "sluice").chmod(0o755)
    container = job["template"]["spec"]["containers"][0]
    path = f"{folder}:/usr/bin:/bin"
    command = [*container["command"], *container["args"]]
    # In a group of its own, so that what is left of it can be ended.
    return subprocess.Popen(command, env={"PATH": path}, cwd=folder, start_new_session=True)


def of_statuses(job):
    meaning = {"Complete": statuses.DONE, "FailJob": statuses.LOOK, "Count": statuses.RETRY}
    args = " ".join(job["template"]["spec"]["containers"][0]["args"])
    with tempfile.TemporaryDirectory() as name:
        for status, expected in (statuses.EXPECTED | {statuses.KILLED: statuses.RETRY}).items():
            # With other arguments than those of the file it is 99, which no table has.
            left = wrapped(job, Path(name), f'[ "$*" = "{args}" ] || exit 99; exit {status}').wait(timeout=10)
            seen = meaning.get(action(job, left))
            if left not in (status, 0) or seen != expected:
                yield f"exit status {status} leaves the container with {left}, which is {seen}, and should be {expected}"
    named = {code for rule in job["podFailurePolicy"]["rules"] for code in rule.get("onExitCodes", {}).get("values", [])}
    wanted = statuses.those(statuses.LOOK) | statuses.those(statuses.RETRY)
    if named != wanted:
        yield f"the policy names other exit statuses than the program has: {sorted(named ^ wanted)}"


def of_signal(job):
    """SIGTERM has to reach the program, and its end be waited for."""
    with tempfile.TemporaryDirectory() as name:
        stub = "trap 'sleep 0.5; echo >ended; exit 143' TERM; echo >began; while :; do sleep 0.05; done"
        process = wrapped(job, Path(name), stub)
        deadline = time.monotonic() + 10
        while not (Path(name) / "began").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        try:
            left = process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            left = None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        if left != 143 or not (Path(name) / "ended").exists():
            yield f"SIGTERM leaves the container with {left}, or before the load has ended"
