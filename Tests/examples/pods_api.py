"""As much of the Kubernetes API as Airflow's pod operator asks for: each pod is a process of this machine.

A pod that is deleted while it works gets SIGTERM, as from a kubelet. What was posted is kept, so that it can be validated.
"""

import json
import re
import subprocess
import threading
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class PodsAPI:
    def __init__(self, command_of):
        self.command_of = command_of  # what to run in place of a pod; None: it never starts
        self.pods, self.posted, self.ended = {}, [], []
        api = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def answer(self, document, status=200):
                body = document if isinstance(document, bytes) else json.dumps(document).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def any_method(self):
                length = int(self.headers.get("Content-Length") or 0)
                body = json.loads(self.rfile.read(length) or b"null")
                url = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(url.query).items()}
                self.answer(*api.answer(self.command, url.path, query, body))

            do_GET = do_POST = do_PATCH = do_DELETE = any_method

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, method, path, query, body):
        if path.endswith("/events"):
            return {"kind": "EventList", "apiVersion": "v1", "metadata": {"resourceVersion": "1"}, "items": []}, 200
        match = re.fullmatch(r"/api/v1/namespaces/([^/]+)/pods(?:/([^/]+))?(/log)?", path)
        if not match:
            return {"kind": "Status", "status": "Failure", "message": path, "code": 404}, 404
        namespace, name, log = match.groups()
        if method == "POST":
            return self.start(namespace, body), 201
        if name is None:
            chosen = [self.seen(pod) for pod in self.pods.values() if selected(pod, query.get("labelSelector", ""))]
            return {"kind": "PodList", "apiVersion": "v1", "metadata": {}, "items": chosen}, 200
        if name not in self.pods:
            return {"kind": "Status", "status": "Failure", "reason": "NotFound", "code": 404}, 404
        pod = self.pods[name]
        if log:
            return self.log(pod), 200
        if method == "PATCH":
            pod["metadata"]["labels"].update(body["metadata"]["labels"])
        if method == "DELETE":
            process = pod.get("process")
            if process:
                process.terminate()
                self.ended.append(process.wait(timeout=30))
            del self.pods[name]
        return self.seen(pod), 200

    def start(self, namespace, pod):
        self.posted.append(json.loads(json.dumps(pod)))
        command = self.command_of(pod)
        pod["metadata"].update(namespace=namespace, uid=f"uid-{len(self.posted)}", creationTimestamp=now())
        pod["metadata"].setdefault("labels", {})
        if command:
            pod["process"] = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.pods[pod["metadata"]["name"]] = pod
        return self.seen(pod)

    def seen(self, pod):
        process = pod.get("process")
        container = pod["spec"]["containers"][0]
        status = process.poll() if process else None
        if process is None:
            phase, state = "Pending", {"waiting": {"reason": "ImagePullBackOff", "message": "no such image"}}
        elif status is None:
            phase, state = "Running", {"running": {"startedAt": now()}}
        else:
            code = status if status >= 0 else 128 - status
            phase = "Failed" if code else "Succeeded"
            state = {"terminated": {"exitCode": code, "reason": "Error" if code else "Completed", "finishedAt": now()}}
        shown = {
            "name": container["name"], "image": container["image"], "imageID": "", "ready": False, "restartCount": 0,
            "state": state,
        }  # fmt: skip
        plain = {key: value for key, value in pod.items() if key != "process"}
        return plain | {"kind": "Pod", "apiVersion": "v1", "status": {"phase": phase, "containerStatuses": [shown]}}

    def log(self, pod):
        # Until the process ends, as a log that is followed does.
        return b"".join(now().encode() + b" " + line for line in pod["process"].stdout)


def selected(pod, selector):
    labels = pod["metadata"]["labels"]
    for term in filter(None, selector.split(",")):
        if term.startswith("!"):
            if term[1:] in labels:
                return False
        elif "!=" in term:
            name, value = term.split("!=")
            if labels.get(name) == value:
                return False
        else:
            name, value = term.split("=")
            if labels.get(name) != value:
                return False
    return True


def now():
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
