"""The standard tools beside which `make bench` measures the tagger: fastText, and scikit-learn's TF-IDF over character
n-grams with logistic regression. The named files of the corpus are left out in turn, as the tagger's benchmark
does.

Usage: peers.py CORPUS-FOLDER NAME...
"""

import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

THEMES = ["simplicity", "efficiency", "fast_decisions", "accessibility", "personal_meetings"]


def passages(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


class Tally:
    """Right, wrong and missed themes, and passages with exactly the reader's."""

    def __init__(self):
        self.counts = {theme: [0, 0, 0] for theme in THEMES}
        self.exact = self.passages = 0

    def add(self, given, expected):
        self.passages += 1
        self.exact += given == expected
        for theme in THEMES:
            place = {(True, True): 0, (True, False): 1, (False, True): 2}.get((theme in given, theme in expected))
            if place is not None:
                self.counts[theme][place] += 1

    def told(self):
        def f1(right, wrong, missed):
            return 2 * right / max(1, 2 * right + wrong + missed)

        macro = statistics.mean(f1(*counts) for counts in self.counts.values())
        micro = f1(*(sum(column) for column in zip(*self.counts.values())))
        return f"macro-F1 {macro:.3f}, micro-F1 {micro:.3f}, exact {self.exact / max(1, self.passages):.3f}"


def fasttext(train, test, folder):
    """One label for each theme, independent of each other (one against all), over words and character n-grams."""

    def line(passage):
        labels = [f"__label__{theme}" for theme in passage["themes"]] or ["__label__none"]
        return " ".join(labels + [" ".join(passage["text"].lower().split())])

    learnt, asked = folder / "train.txt", folder / "test.txt"
    learnt.write_text("\n".join(map(line, train)) + "\n", encoding="utf-8")
    asked.write_text("\n".join(" ".join(p["text"].lower().split()) for p in test) + "\n", encoding="utf-8")
    start = time.monotonic()
    subprocess.run(
        ["fasttext", "supervised", "-input", learnt, "-output", folder / "model", "-loss", "ova", "-epoch", "25", "-lr",
         "0.5", "-wordNgrams", "2", "-minn", "2", "-maxn", "5", "-dim", "50", "-bucket", "200000", "-thread", "1", "-verbose", "0"],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    trained = time.monotonic() - start
    start = time.monotonic()
    found = subprocess.run(
        ["fasttext", "predict-prob", folder / "model.bin", asked, "6", "0.5"],
        check=True, capture_output=True, text=True).stdout.splitlines()
    judged = time.monotonic() - start
    prefix = "__label__"
    given = [{w[len(prefix):] for w in row.split() if w.startswith(prefix)} - {"none"} for row in found]
    given += [set()] * (len(test) - len(given))
    return given, trained, judged


def tfidf(train, test, _):
    """Character n-grams of 2 to 5 within words, a logistic regression for each theme."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    start = time.monotonic()
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True)
    features = vectorizer.fit_transform(p["text"] for p in train)
    models = []
    for theme in THEMES:
        model = LogisticRegression(C=10, class_weight="balanced", solver="liblinear")
        models.append(model.fit(features, [theme in p["themes"] for p in train]))
    trained = time.monotonic() - start
    start = time.monotonic()
    asked = vectorizer.transform(p["text"] for p in test)
    columns = [model.predict(asked) for model in models]
    judged = time.monotonic() - start
    return [{t for t, says in zip(THEMES, row) if says} for row in zip(*columns)], trained, judged


def main():
    folder, measured = pathlib.Path(sys.argv[1]), sys.argv[2:]
    names = sorted(path.stem for path in folder.glob("*.jsonl"))
    files = [passages(folder / f"{name}.jsonl") for name in names]
    peers = []
    if shutil.which("fasttext"):
        peers.append(("fastText", fasttext))
    else:
        print("  fastText: not installed (Debian package fasttext)")
    try:
        import sklearn

        peers.append((f"TF-IDF and logistic regression (scikit-learn {sklearn.__version__})", tfidf))
    except ImportError:
        print("  TF-IDF and logistic regression: not installed (Debian package python3-sklearn)")
    for name, peer in peers:
        tally, training, judging = Tally(), [], 0.0
        for index, test in enumerate(files):
            if names[index] not in measured:
                continue
            train = [p for place, file in enumerate(files) if place != index for p in file]
            with tempfile.TemporaryDirectory() as scratch:
                given, trained, judged = peer(train, test, pathlib.Path(scratch))
            training.append(trained)
            judging += judged
            for found, passage in zip(given, test):
                tally.add(found, set(passage["themes"]))
        print(
            f"  {name}: {tally.told()}; trained in {statistics.median(training):.1f} s, "
            f"{tally.passages / max(0.001, judging):.0f} passages/s on one core", flush=True)


main()
