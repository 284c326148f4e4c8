#!/bin/sh
# Trains the models that ship with the program, into this folder: about 40 minutes on two processors.
# usage: models/train.sh DATA PROGRAM    (DATA holds syntax, names and raw; PROGRAM is the built dateline)
set -eu
data=$1 program=$2 here=$(cd "$(dirname "$0")" && pwd) work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

for packed in "$data"/syntax/*/*.conllu.xz "$data"/raw/articles/*.xz; do
	xz -dc "$packed" >"$work/$(basename "$packed" .xz)"
done
(cd "$here/.." && go run ./corpus/compile --bio corpus/fr/sentences/*-train-*.txt) >"$work/fr-own.bio"
english="$work/en_ewt-ud-train.conllu $work/gum-open-train.conllu"
french="$data/syntax/ud-french-sequoia/fr_sequoia-ud-train.conllu $data/syntax/ud-french-fqb/fr_fqb-ud-test.conllu $data/syntax/ud-french-gsd/fr_gsd-ud-dev.conllu"
names="$data/names/uner-english-ewt/en_ewt-ud-train.clean.iob2"
own="$work/fr-own.bio" # few, but the only modern French names there are: each sentence counts ten times
own="$own,$own,$own,$own,$own" own="$own,$own"

# The word classes were made once, from the raw texts (classes-en.json, classes-fr.json), and are used again: without these files the
# nets are as good but not the same.
# shellcheck disable=SC2086
for kind in sentences lemmas; do
	"$program" train $kind $english --language en --out "$here" --licence "CC BY-SA 4.0"
	"$program" train $kind $french --language fr --out "$here" --licence "LGPL-LR, CC BY-SA 4.0"
done
# shellcheck disable=SC2086
"$program" train net $english --language en --epochs 14 --out "$here" --names "$names" \
	--raw "$work/open-en.jsonl,$work/restricted-en-devsafe.jsonl" --classes "$here/classes-en.json" --licence "CC BY-SA 4.0"
# shellcheck disable=SC2086
"$program" train net $french --language fr --epochs 18 --out "$here" --names "$data/names/europeana-fr/enp_FR.bnf.bio,$own" \
	--foreign "$names,$work/gum-open-train.conllu" --raw "$work/mixed-fr.jsonl,$data/raw/fr-titles/fr-titles-2020-01-10.csv" \
	--classes "$here/classes-fr.json" --licence "LGPL-LR, CC BY-SA 4.0"

# A second opinion on names: from what people labelled, and from Wikinews as the models label it; in English once more from what it
# labels itself. The French Wikinews stand among articles that may not be learned from.
grep '"source": "fr.wikinews.org"' "$work/mixed-fr.jsonl" >"$work/wikinews-fr.jsonl"
rm -f "$here"/names-??.bin
for round in 1 2; do
	"$program" train names "$names" "$work/gum-open-train.conllu" --language en --silver "$work/open-en.jsonl" \
		--out "$here" --licence "CC BY-SA 4.0, CC BY 2.5"
	echo "names: round $round of 2"
done
"$program" train names "$data/names/europeana-fr/enp_FR.bnf.bio" "$work/fr-own.bio" "$work/fr-own.bio" "$work/fr-own.bio" \
	"$work/fr-own.bio" "$work/fr-own.bio" "$work/fr-own.bio" --language fr --silver "$work/wikinews-fr.jsonl" \
	--out "$here" --licence "CC0, CC BY 2.5"
