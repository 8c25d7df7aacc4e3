"""Reads every export with a program of its own field and compares what it finds with the graph as the node-link form has it.

Usage: read_back.py FOLDER, with graph.dot, graph.graphml, graph.gexf, graph.json, graph.events, graph.mermaid, graph.ttl, graph.nt,
csv/nodes.csv, csv/relationships.csv, graph.html and article.html in it, all of the same corpus. Needs networkx, rdflib, Graphviz and
Chromium.
"""

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import networkx
import rdflib
from rdflib.namespace import PROV, RDF, SDO

folder = Path(sys.argv[1])
chromium = sys.argv[2] if len(sys.argv) > 2 else "chromium"


def same(what, found, expected):
    if found != expected:
        sys.exit(f"{what}: found {found!r}, expected {expected!r}")
    print(f"{what}: {found!r}"[:110])


# networkx, from node-link JSON: the measure for all others.
links = json.loads((folder / "graph.json").read_text(encoding="utf-8"))
graph = networkx.node_link_graph(links, edges="links")
nodes, edges = graph.number_of_nodes(), graph.number_of_edges()
evidence = sum(len(link["evidence"]) for link in links["links"])
facts = sum(len(link["facts"]) for link in links["links"])
ends = sorted((link["source"], link["target"], link["key"]) for link in links["links"])
names = {node["id"]: node["name"] for node in links["nodes"]}
connected = {end for link in links["links"] for end in (link["source"], link["target"])}
print(f"{nodes} entities, {edges} relations, {evidence} pieces of evidence, {facts} facts")
assert nodes > 5 and edges > 10 and evidence > 10 and facts > 0

# networkx, from GraphML and GEXF.
for form, read in ("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf):
    other = read(folder / f"graph.{form}")
    same(f"{form} nodes", other.number_of_nodes(), nodes)
    triples = sorted((source, target, data["relation"]) for source, target, data in other.edges(data=True))
    same(f"{form} edges", triples, ends)
    name = "name" if form == "graphml" else "label"
    same(f"{form} names", {id: data[name] for id, data in other.nodes(data=True)}, names)
    for _, _, data in other.edges(data=True):
        assert isinstance(data["documents"], int) and isinstance(data["negated"], bool), data

# Python's own JSON, a line an event.
events = [json.loads(line) for line in (folder / "graph.events").read_text(encoding="utf-8").splitlines()]
same("events", len(events), evidence)
assert all(len(event["source"]["code"] or "XXX") >= 3 and event["sentence"] for event in events)

# Python's own CSV, with headers and typed cells as https://neo4j.com/docs/operations-manual/current/import/ has them.
kinds = {
    "int": r"-?\d+", "double": r"-?\d+(\.\d+)?", "boolean": "true|false", "date": r"\d{4}-\d\d-\d\d", "int[]": r"\d+(;\d+)*", "string[]": "(?s).+"
}


def table(name, marks):
    with open(folder / f"csv/{name}.csv", encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        header, rows = reader.fieldnames, list(reader)
    same(f"csv {name} marks", [cell for cell in header if cell.split(":")[-1].isupper()], marks)
    for cell in header:
        field, _, kind = cell.partition(":")
        assert cell in marks or re.fullmatch("[a-z_]+", field) and (not kind or kind in kinds), cell
        if kind in kinds:
            assert all(not row[cell] or re.fullmatch(kinds[kind], row[cell]) for row in rows), cell
    return rows


rows = table("nodes", ["id:ID", ":LABEL"])
same("csv nodes", {row["id:ID"]: row["name"] for row in rows}, names)
rows = table("relationships", [":START_ID", ":END_ID", ":TYPE"])
same("csv relationships", len(rows), evidence + facts)
assert all(row[":START_ID"] in names and row[":END_ID"] in names and row[":TYPE"] and None not in row for row in rows)
same("csv sentences", sorted(row["sentence"] for row in rows if row["sentence"]), sorted(event["sentence"] for event in events))

# rdflib, both forms, which say the same.
turtle = rdflib.Graph().parse(folder / "graph.ttl", format="turtle")
triples = rdflib.Graph().parse(folder / "graph.nt", format="nt")
same("rdf triples", len(turtle), len(triples))
assert set(turtle) == set(triples)
same("rdf statements", len(set(turtle.subjects(RDF.type, RDF.Statement))), evidence + facts)
same("rdf quotations", len(set(turtle.subjects(PROV.wasQuotedFrom, None))), evidence)
texts = sorted(str(text) for statement in turtle.subjects(RDF.type, RDF.Statement) for text in turtle.objects(statement, SDO.text))
same("rdf sentences", texts, sorted(event["sentence"] for event in events))
asked = turtle.query(
    "PREFIX schema: <https://schema.org/> SELECT ?name WHERE { ?who a schema:Country ; schema:name ?name } ORDER BY ?name"
)
same("rdf countries", [str(row.name) for row in asked], sorted(node["name"] for node in links["nodes"] if node["kind"] == "country"))

# Graphviz.
svg = subprocess.run(["dot", "-Tsvg", folder / "graph.dot"], check=True, capture_output=True, text=True).stdout
same("dot nodes", svg.count('class="node"'), len(connected))
assert svg.count('class="edge"') >= edges

# Mermaid has no reader without a network: its lines at least are those of a flowchart.
chart = (folder / "graph.mermaid").read_text(encoding="utf-8").splitlines()
assert chart[0] == "flowchart LR" and all(re.match(r"  (n\d+|linkStyle \d+|classDef) ?", line) for line in chart[1:])


def shown(address):
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=10000", "--window-size=1500,950"]
    place = f"{folder.resolve().as_uri()}/{address}"
    return subprocess.run([*command, "--dump-dom", place], check=True, capture_output=True, text=True, timeout=120).stdout


# Chromium, which draws the page by its own script and loads nothing.
for page in "graph.html", "article.html":
    html = (folder / page).read_text(encoding="utf-8")
    # The one address is a name of XML, not a place.
    assert set(re.findall(r"https?://[^\s\"'<]+", html.split("<script>")[1])) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"<(link|img|iframe)\b|<script[^>]+src|@import|url\(", html)
    drawn = shown(page)
    lists = html.count("<li data-e="), html.count("<li data-r=")
    same(f"{page} drawn", re.search(r'data-drawn="(\d+) (\d+)"', drawn).groups(), tuple(map(str, lists)))
    same(f"{page} boxes", drawn.count('<g class="node '), lists[0])
    # What has the focus is shown as what the pointer rests on: in the list, and its line, label and two ends in the graph.
    chosen = shown(f"{page}#relation-0")
    dimmed = re.compile(r'<svg id="graph"[^>]* class="dim"')
    assert dimmed.search(chosen) and not dimmed.search(drawn)
    same(f"{page} chosen", re.findall(r'<li data-r="(\d+)"[^>]* class="[^"]* on"', chosen), ["0"])
    same(f"{page} lit", [len(re.findall(rf'<g class="{part} [^"]*\bon"', chosen)) for part in ("edge", "node")], [2, 2])
print("every export is read back")
