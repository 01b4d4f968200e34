"""The trained tagger: words in, attributions out, on onnxruntime."""
