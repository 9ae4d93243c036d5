"""A language model that does what it is asked to, or lies where a test wants it to."""

import json


class Model:
    """A model that reads what it is sent; each part of it may be made to lie."""

    def __init__(self, **lies):
        self.lies = lies
        self.asked = []

    def __call__(self, body, _number):
        name = body["response_format"]["json_schema"]["name"]
        data = json.loads(body["messages"][1]["content"])
        self.asked.append((name, data))
        lie = self.lies.get(name)
        return json.dumps((lie or getattr(self, name))(data))

    def label(self, data):
        return {"label": f"About {' '.join(data['words'][:1]) or 'it'}"}

    def stance(self, data):
        return {"stances": [self._judged(one) for one in data["passages"]]}

    def _judged(self, one):
        quote = " ".join(one["text"].split()[:3])
        side = "against" if "oppose" in one["text"] else "for"
        known = "support" in one["text"] or "oppose" in one["text"]
        return {"passage": one["number"], "stance": side if known else "unclear", "quote": quote}

    def summary(self, data):
        first = data["passages"][0]
        cited = {"passage": first["number"], "quote": " ".join(first["text"].split()[:4])}
        return {"sentences": [{"sentence": "They speak of it.", "passages": [cited]}]}
