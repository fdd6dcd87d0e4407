"""SIGTERM, as a deploy sends it, to a web process with letters in flight and to a worker in the middle of its round."""

from concurrent.futures import ThreadPoolExecutor

from tests.proof import invariants, leaving, retiring, timing
from tests.proof.ground import Ground
from tests.proof.rows import Row, Size

WEB_ROUNDS = {"quick": 2, "full": 24}
WORKER_ROUNDS = {"quick": 1, "full": 8}


def prove(ground: Ground, size: Size) -> Row:
    with ThreadPoolExecutor(2) as lanes:
        webs = lanes.submit(leaving.rounds, ground, leaving.prepared(WEB_ROUNDS[size]))
        workers = lanes.submit(retiring.rounds, ground, WORKER_ROUNDS[size])
        letters, retired = webs.result(), workers.result()
    leaving.afterwards(ground, letters)
    said = [one for letter in letters for one in letter.violations] + retired.said
    said += invariants.broken(ground)
    figures = {
        "web": f"{WEB_ROUNDS[size]} with {len(letters)} letters in flight",
        "known then": timing.counted(letter.then.state for letter in letters),
        "in the end": timing.counted(letter.end.state for letter in letters),
        "worker": f"{retired.rounds} with {len(retired.enrollments)} tries under way",
    }
    runs = WEB_ROUNDS[size] + WORKER_ROUNDS[size]
    return Row("goodbyes", "SIGTERM of web and worker at work", runs, said, figures)
