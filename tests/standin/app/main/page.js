document.body.dataset.ready = String(window.api.add(2, 3))
