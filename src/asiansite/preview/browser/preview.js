// The preview's script: follows what the server tells of the page that is open.
(function () {
  "use strict";
  var own = document.currentScript;
  var query = "?token=" + encodeURIComponent(own.dataset.token) + "&path=" + encodeURIComponent(location.pathname);
  var stream = new EventSource(own.dataset.base + "/__asiansite/events" + query + "&version=" + own.dataset.version);
  stream.onmessage = function (message) {
    var news = JSON.parse(message.data);
    if (news.follow && news.follow !== location.pathname) {
      location.assign(news.follow);
    } else if (news.moved[location.pathname]) {
      location.replace(news.moved[location.pathname]);
    } else if (news.restarted || !news.changed || news.changed.includes(location.pathname) ||
               news.gone.includes(location.pathname) || Object.keys(news.assets).length || news.files.length) {
      location.reload();
    }
  };
})();
