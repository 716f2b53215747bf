(function () {
  'use strict';
  // Plain ECMAScript 5, no library: this page also opens in old browsers, from a stick, without a network.
  var root = document.documentElement;
  var data = JSON.parse(document.getElementById('page-data').textContent);
  var units = data.units, hazards = data.hazards, levels = data.levels;
  var SVG = 'http://www.w3.org/2000/svg';
  var NAME = 1, PARENT = 2, CHILDREN = 3, HAZARDS = 4, SCHOOLS = 5, PLACES = 6;
  var LEVEL = 0, RANK = 1, RANK_LOW = 2, RANK_HIGH = 3, RATE = 4, RATE_RANGE = 5, RATIO = 6, RATIO_RANGE = 7,
      RECORDED = 8, YEARLY = 9, REASON = 10, TERMS = 11, MEASURES = 12;

  // ---- words ------------------------------------------------------------------------------------------
  function language() { return root.getAttribute('data-l') === 'en' ? 'en' : 'vi'; }
  function say(vi, en) { return language() === 'vi' ? vi : en; }
  function of(pair) { return pair[language() === 'vi' ? 0 : 1]; }
  // Numbers come with a decimal comma; English turns comma and point round.
  function number(text) {
    return language() === 'vi' ? text : text.replace(/[.,]/g, function (c) { return c === '.' ? ',' : '.'; });
  }
  var plain = { 'đ': 'd', 'ð': 'd' };
  'aàáảãạăằắẳẵặâầấẩẫậ|eèéẻẽẹêềếểễệ|iìíỉĩị|oòóỏõọôồốổỗộơờớởỡợ|uùúủũụưừứửữự|yỳýỷỹỵ'.split('|').forEach(function (row) {
    row.split('').forEach(function (c) { plain[c] = row.charAt(0); });
  });
  // "Lộc Thạnh" and "LOC THANH" are the same to a search.
  function fold(text) {
    return text.toLowerCase().replace(/[\u0300-\u036f]/g, '').replace(/[^\u0000-\u007f]/g, function (c) {
      return plain[c] || c;
    }).replace(/\s+/g, ' ').replace(/^ | $/g, '');
  }

  // ---- small pieces -----------------------------------------------------------------------------------
  function make(tag, attributes, children) {
    var element = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { element.setAttribute(name, attributes[name]); });
    add(element, children);
    return element;
  }
  function add(element, children) {
    if (children === undefined || children === null) { return; }
    (Array.isArray(children) ? children : [children]).forEach(function (child) {
      element.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
    });
  }
  function drawn(tag, attributes) {
    var element = document.createElementNS(SVG, tag);
    Object.keys(attributes || {}).forEach(function (name) { element.setAttribute(name, attributes[name]); });
    return element;
  }
  function clear(element) { while (element.firstChild) { element.removeChild(element.firstChild); } }
  function outline(row, kind) {
    var path = drawn('path', { 'class': kind });
    path.setAttribute('d', document.getElementById('u' + row).getAttribute('d'));
    return path;
  }
  // Words in both languages, so that a switch needs no rebuilding.
  function words(vi, en) { return [make('span', { lang: 'vi' }, vi), make('span', { lang: 'en' }, en)]; }
  function chip(level) { return make('span', { 'class': 'chip c' + level }, words(levels[level][0][0], levels[level][0][1])); }
  function address(row) { return '#xa=' + encodeURIComponent(units[row][0]); }
  function numbers(text) {
    if (!/[.,]/.test(text)) { return [document.createTextNode(text)]; }
    return words(text, text.replace(/[.,]/g, function (c) { return c === '.' ? ',' : '.'; }));
  }

  // ---- language ---------------------------------------------------------------------------------------
  var listeners = [];
  function speak(code) {
    root.setAttribute('data-l', code);
    root.setAttribute('lang', code);
    var buttons = document.querySelectorAll('.lang button');
    for (var i = 0; i < buttons.length; i++) {
      buttons[i].setAttribute('aria-pressed', String(buttons[i].getAttribute('data-set') === code));
    }
    listeners.forEach(function (listener) { listener(); });
  }
  document.querySelector('.lang').addEventListener('click', function (event) {
    var code = event.target.getAttribute('data-set');
    if (code) { speak(code); }
  });

  // ---- printing ---------------------------------------------------------------------------------------
  function printAs(kind) {
    root.className = kind;
    window.print();
    root.className = '';
  }
  document.getElementById('print').addEventListener('click', function () { printAs('reportprint'); });

  // Paper cannot be unfolded.
  window.addEventListener('beforeprint', function () {
    var folded = document.querySelectorAll('details');
    for (var i = 0; i < folded.length; i++) { folded[i].setAttribute('open', ''); }
  });

  // ---- one page per unit ------------------------------------------------------------------------------
  function table(caption, head, rows) {
    var body = make('tbody', {}, rows.map(function (cells) {
      return make('tr', {}, cells.map(function (cell, i) { return make(i ? 'td' : 'th', i ? {} : { scope: 'row' }, cell); }));
    }));
    return make('div', { 'class': 'scroll' }, make('table', {}, [make('caption', {}, caption),
      make('thead', {}, make('tr', {}, head.map(function (cell) { return make('th', { scope: 'col' }, cell); }))), body]));
  }
  function locator(row) {
    var tool = document.getElementById('tool');
    var svg = drawn('svg', { viewBox: '0 0 ' + tool.getAttribute('data-w') + ' ' + tool.getAttribute('data-h'), 'aria-hidden': 'true' });
    for (var i = 0; i < units.length && units.length <= 400; i++) { if (i !== row) { svg.appendChild(use(i, 'u0')); } }
    svg.appendChild(use(row, 'me'));
    return make('div', { 'class': 'loc' }, svg);
  }
  function use(row, kind) {
    var element = drawn('use', { 'class': kind });
    element.setAttributeNS('http://www.w3.org/1999/xlink', 'xlink:href', '#u' + row);
    return element;
  }
  function sheetOf(row) {
    var unit = units[row];
    var parts = [make('p', { 'class': 'kicker' }, words('Phiếu địa bàn · ' + data.study[0], 'Commune sheet · ' + data.study[1])),
      make('h2', { tabindex: '-1' }, [unit[NAME] + (unit[PARENT] ? ', ' + unit[PARENT] : '') + ' ', make('small', {}, '(' + unit[0] + ')')])];
    if (data.notice[0] || data.notice[1]) { parts.push(make('p', { 'class': 'notice' }, words(data.notice[0], data.notice[1]))); }
    parts.push(locator(row));
    hazards.forEach(function (hazard, h) {
      var risk = unit[HAZARDS][h];
      parts.push(make('h3', {}, [].concat(words(hazard.label[0], hazard.label[1]), [' '], [chip(risk[LEVEL])])));
      parts.push(make('p', { 'class': 'why' }, words(risk[REASON][0], risk[REASON][1])));
      var line = [];
      if (risk[RANK]) {
        line.push(words('Hạng ' + risk[RANK] + ' (khoảng ' + risk[RANK_LOW] + '–' + risk[RANK_HIGH] + ') trên ' + units.length + ' xã. ',
          'Rank ' + risk[RANK] + ' (interval ' + risk[RANK_LOW] + '–' + risk[RANK_HIGH] + ') of ' + units.length + '. '));
      }
      line.push(words('Số vụ ghi nhận: ' + risk[RECORDED][0] + '. ', 'Recorded: ' + risk[RECORDED][1] + '. '));
      line.push(words('Số vụ kỳ vọng mỗi năm: ' + risk[YEARLY] + '.',
        'Expected a year: ' + risk[YEARLY].replace(/[.,]/g, function (c) { return c === '.' ? ',' : '.'; }) + '.'));
      parts.push(make('p', {}, Array.prototype.concat.apply([], line)));
      if (hazard.terms.length) {
        parts.push(table(words('Môi trường đo từ bản đồ', 'Environment measured on the map'),
          [words('Chỉ số', 'Measure'), words('Xã này', 'Here'), words('Trung vị các xã', 'Median commune')],
          hazard.terms.map(function (term, t) { return [words(term[0], term[1]), numbers(risk[TERMS][t]), numbers(term[2])]; })));
      }
      if (risk[MEASURES].length) {
        parts.push(make('p', {}, words('Biện pháp nên xem xét: ' + risk[MEASURES].map(function (m) { return hazard.measures[m][0]; }).join('; ') + '.',
          'Measures to consider: ' + risk[MEASURES].map(function (m) { return hazard.measures[m][1]; }).join('; ') + '.')));
      }
    });
    if (unit[PLACES].length) {
      parts.push(table(words('Nơi cần làm trước ở xã này (số: thứ tự trên toàn địa bàn)', 'Where to act first in this commune (number: order in the whole area)'),
        [words('Việc', 'Task'), words('Thứ tự', 'Order'), words('Nơi', 'Place'), words('Lý do', 'Reason')],
        unit[PLACES].map(function (place) {
          var list = data.lists[place[0]];
          return [words(list[0], list[1]), String(place[1]), words(place[2][0], place[2][1]), words(place[3][0], place[3][1])];
        })));
    } else if (unit[SCHOOLS].length) {
      parts.push(table(words('Trường gần nước hoặc đường cấp cao nhất', 'Schools nearest to water or a major road'),
        [words('Trường', 'School'), words('Cách nước (m)', 'To water (m)'), words('Cách đường lớn (m)', 'To a major road (m)')],
        unit[SCHOOLS].map(function (school) { return [school[0], numbers(school[1]), numbers(school[2])]; })));
    }
    parts.push(make('p', { 'class': 'hint' }, words('Mức và thứ hạng là ước lượng kèm khoảng không chắc chắn, dùng để chọn nơi hành động và khảo sát trước; không phải xếp loại địa phương. Không có vụ nào ghi nhận không có nghĩa là an toàn.',
      'Level and rank are estimates with their uncertainty, for choosing where to act and survey first; they are no grade of a place. No recorded case does not mean safe.')));
    return make('article', { 'class': 'sheet', 'data-row': String(row) }, parts);
  }
  var sheets = document.getElementById('sheets');
  function sheetBar(row) {
    var one = make('button', { type: 'button' }, words('In phiếu này', 'Print this sheet'));
    one.addEventListener('click', function () { printAs('sheetprint'); });
    var all = make('button', { type: 'button' }, words('Lập phiếu của mọi xã', 'Sheets of all communes'));
    all.addEventListener('click', function () { location.hash = '#phieu'; });
    var shut = make('button', { type: 'button' }, words('Đóng phiếu', 'Close'));
    shut.addEventListener('click', function () {
      clear(sheets);
      if (history.replaceState) { history.replaceState(null, '', '#lookup'); }
      document.getElementById('lookup').scrollIntoView();
    });
    return make('p', { 'class': 'noprint' }, row === null ? [one, ' ', shut] : [one, ' ', all, ' ', shut]);
  }
  function rowOf(code) {
    for (var row = 0; row < units.length; row++) { if (units[row][0] === code) { return row; } }
    return -1;
  }
  function followHash() {
    var hash = location.hash;
    if (hash.indexOf('#xa=') === 0) {
      var row = -1;
      try { row = rowOf(decodeURIComponent(hash.slice(4))); } catch (error) { row = -1; }
      if (row < 0) { return; }
      clear(sheets);
      add(sheets, [sheetBar(row), sheetOf(row)]);
      choose(row);
      sheets.scrollIntoView();
      sheets.querySelector('h2').focus();
    } else if (hash.indexOf('#phieu=') === 0) {
      // One sheet alone, as it is printed.
      var only = -1;
      try { only = rowOf(decodeURIComponent(hash.slice(7))); } catch (error) { only = -1; }
      if (only < 0) { return; }
      clear(sheets);
      sheets.appendChild(sheetOf(only));
      root.className = 'sheetprint';
    } else if (hash === '#phieu') {
      clear(sheets);
      sheets.appendChild(sheetBar(null));
      units.forEach(function (unit, i) { sheets.appendChild(sheetOf(i)); });
      root.className = 'sheetprint';
      sheets.scrollIntoView();
    }
  }

  // ---- the map to search in ---------------------------------------------------------------------------
  var tool = document.getElementById('tool');
  var WIDTH = Number(tool.getAttribute('data-w')), HEIGHT = Number(tool.getAttribute('data-h'));
  var state = { hazard: 0, shown: levels.map(function () { return true; }), unit: -1, view: null };
  var keys = units.map(function (unit) { return fold(unit[NAME] + ' ' + unit[PARENT] + ' ' + unit[0]); });
  var names = units.map(function (unit) { return fold(unit[NAME]); });

  var input = make('input', { id: 'q', type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: 'false', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': 'hits' });
  var hits = make('ul', { id: 'hits', role: 'listbox', 'aria-label': 'Kết quả / Results' });
  var found = make('p', { 'class': 'vh', role: 'status', 'aria-live': 'polite' });
  var find = make('div', { 'class': 'find' }, [make('label', { 'for': 'q' },
    words('Tìm xã, không cần gõ dấu', 'Find a commune; accents are not needed')), make('br'), input, hits, found]);

  function radios() {
    var set = make('fieldset', {}, make('legend', {}, words('Loại tai nạn', 'Hazard')));
    hazards.forEach(function (hazard, h) {
      var radio = make('input', { type: 'radio', name: 'hazard', id: 'hz' + h, value: String(h) });
      radio.checked = h === 0;
      radio.addEventListener('change', function () { state.hazard = h; paint(); tell(); });
      set.appendChild(make('span', { 'class': 'f' }, [radio, ' ', make('label', { 'for': 'hz' + h }, words(hazard.label[0], hazard.label[1]))]));
    });
    return set;
  }
  function filters() {
    var set = make('fieldset', {}, make('legend', {}, words('Hiện các mức', 'Levels shown')));
    levels.forEach(function (level, l) {
      var box = make('input', { type: 'checkbox', id: 'lv' + l });
      box.checked = true;
      box.addEventListener('change', function () { state.shown[l] = box.checked; paint(); });
      set.appendChild(make('span', { 'class': 'f' }, [box, ' ', make('label', { 'for': 'lv' + l },
        [make('i', { 'class': 'sw c' + l })].concat(words(level[0][0], level[0][1])))]));
    });
    return set;
  }
  var context = [['ctx-water', 'Nguồn nước', 'Water'], ['ctx-roads', 'Đường bộ', 'Roads'], ['ctx-schools', 'Trường học', 'Schools']];
  function toggles() {
    var set = make('fieldset', {}, make('legend', {}, words('Lớp nền', 'Background')));
    context.forEach(function (row) {
      var source = document.getElementById(row[0]);
      if (!source) { return; }
      var copy = source.cloneNode(true);
      copy.removeAttribute('id');
      copy.style.display = 'none';
      above.appendChild(copy);
      var box = make('input', { type: 'checkbox', id: 'on-' + row[0] });
      box.addEventListener('change', function () { copy.style.display = box.checked ? '' : 'none'; });
      set.appendChild(make('span', { 'class': 'f' }, [box, ' ', make('label', { 'for': 'on-' + row[0] }, words(row[1], row[2]))]));
    });
    return set.querySelector('input') ? set : make('span');
  }

  var map = drawn('svg', { id: 'mapsvg', tabindex: '0', role: 'application', 'aria-describedby': 'maphelp' });
  var shapes = units.map(function (unit, row) {
    var path = outline(row, 'u');
    path.setAttribute('data-row', String(row));
    map.appendChild(path);
    return path;
  });
  var above = drawn('g', { 'class': 'ctx' });
  map.appendChild(above);
  var mark = drawn('path', { 'class': 'sel', d: '' });
  map.appendChild(mark);
  var tip = make('p', { 'class': 'tip', 'aria-hidden': 'true' });
  var card = make('div', { 'class': 'card', id: 'card', 'aria-live': 'polite' });

  function paint() {
    shapes.forEach(function (path, row) {
      var level = units[row][HAZARDS][state.hazard][LEVEL];
      path.setAttribute('class', 'u l' + level + (state.shown[level] ? '' : ' off'));
    });
    map.setAttribute('aria-label', say('Bản đồ: ', 'Map: ') + of(hazards[state.hazard].label));
  }
  // The hatching keeps its width on the screen, and the bar its meaning, however near the map is.
  var hatch = document.getElementById('hatch').cloneNode(true);
  hatch.setAttribute('id', 'hatchnear');
  map.appendChild(drawn('defs')).appendChild(hatch);
  var METRES = Number(tool.getAttribute('data-m'));
  var bar = make('i'), length = make('span'), ruler = make('div', { 'class': 'scale', 'aria-hidden': 'true' }, [bar, length]);
  function measure() {
    var pixel = scale() * METRES, best = 0, power;
    if (!(pixel > 0) || !isFinite(pixel)) { return; }
    for (power = 1; power < 1e7; power *= 10) {
      [1, 2, 5].forEach(function (step) { if (step * power <= 120 * pixel) { best = step * power; } });
    }
    bar.style.width = (best / pixel).toFixed(0) + 'px';
    length.textContent = best >= 1000 ? best / 1000 + ' km' : best + ' m';
  }
  function look(view) {
    state.view = view;
    hatch.setAttribute('patternTransform', 'rotate(45) scale(' + (view.w / (WIDTH * 1.04)).toFixed(3) + ')');
    map.setAttribute('viewBox', [view.x, view.y, view.w, view.h].map(function (n) { return n.toFixed(1); }).join(' '));
    measure();
  }
  function whole() { look({ x: -WIDTH * 0.02, y: -WIDTH * 0.02, w: WIDTH * 1.04, h: HEIGHT + WIDTH * 0.04 }); }
  function zoom(factor, x, y) {
    var v = state.view, w = Math.max(WIDTH / 60, Math.min(WIDTH * 1.6, v.w * factor)), real = w / v.w;
    look({ x: x - (x - v.x) * real, y: y - (y - v.y) * real, w: w, h: v.h * real });
  }
  function centre(factor) { zoom(factor, state.view.x + state.view.w / 2, state.view.y + state.view.h / 2); }
  function scale() {
    var box = map.getBoundingClientRect();
    return Math.max(state.view.w / box.width, state.view.h / box.height);
  }
  function place(event) {
    var box = map.getBoundingClientRect(), s = scale(), v = state.view;
    return { x: v.x + v.w / 2 + (event.clientX - box.left - box.width / 2) * s, y: v.y + v.h / 2 + (event.clientY - box.top - box.height / 2) * s };
  }
  function pan(dx, dy) { var v = state.view; look({ x: v.x + dx, y: v.y + dy, w: v.w, h: v.h }); }
  function nearTo(row) {
    var box = shapes[row].getBBox(), size = Math.max(box.width, box.height) * 4, ratio = state.view.h / state.view.w;
    var w = Math.max(size, WIDTH / 12);
    look({ x: box.x + box.width / 2 - w / 2, y: box.y + box.height / 2 - w * ratio / 2, w: w, h: w * ratio });
  }

  function tell() {
    clear(card);
    if (state.unit < 0) {
      add(card, make('p', {}, words('Bấm vào một xã trên bản đồ, hoặc tìm theo tên, để xem mức và lý do.',
        'Click a commune on the map, or find it by name, to see its level and the reason.')));
      return;
    }
    var unit = units[state.unit], risk = unit[HAZARDS][state.hazard], hazard = hazards[state.hazard];
    add(card, [make('h3', {}, unit[NAME]), make('p', { 'class': 'hint' }, [unit[PARENT] + (unit[PARENT] ? ' · ' : '')].concat(
      words('mã ' + unit[0] + ' · ', 'code ' + unit[0] + ' · '), words(hazard.label[0], hazard.label[1]))),
      make('p', {}, chip(risk[LEVEL])), make('p', { id: 'reason' }, words(risk[REASON][0], risk[REASON][1]))]);
    if (risk[RANK]) {
      add(card, make('p', {}, words('Hạng ' + risk[RANK] + ', khoảng ' + risk[RANK_LOW] + '–' + risk[RANK_HIGH] + ' trên ' + units.length + ' xã.',
        'Rank ' + risk[RANK] + ', interval ' + risk[RANK_LOW] + '–' + risk[RANK_HIGH] + ' of ' + units.length + '.')));
    }
    add(card, make('p', {}, make('a', { href: address(state.unit) }, words('Mở phiếu của xã', 'Open the commune sheet'))));
  }
  function choose(row) {
    state.unit = row;
    mark.setAttribute('d', row < 0 ? '' : shapes[row].getAttribute('d'));
    tell();
  }

  // Search: all words of the query, in any order; names that begin with it come first.
  var listed = [], active = -1;
  function search() {
    var query = fold(input.value), parts = query.split(' ');
    listed = [];
    active = -1;
    clear(hits);
    if (query) {
      keys.forEach(function (key, row) {
        if (parts.every(function (part) { return key.indexOf(part) >= 0; })) { listed.push(row); }
      });
      var named = listed.filter(function (row) { return names[row].indexOf(query) >= 0; });
      if (named.length) { listed = named; }
      listed.sort(function (a, b) {
        var first = names[a].indexOf(query) < 0 ? 1 : 0, second = names[b].indexOf(query) < 0 ? 1 : 0;
        return first - second || a - b;
      });
    }
    listed.slice(0, 50).forEach(function (row, i) {
      hits.appendChild(make('li', { role: 'option', id: 'hit' + i, 'data-row': String(row), 'aria-selected': 'false' },
        units[row][NAME] + (units[row][PARENT] ? ' (' + units[row][PARENT] + ')' : '')));
    });
    input.setAttribute('aria-expanded', String(listed.length > 0));
    input.removeAttribute('aria-activedescendant');
    found.textContent = query ? say(listed.length + ' xã', listed.length + ' communes') : '';
  }
  function point(to) {
    var items = hits.querySelectorAll('li');
    if (!items.length) { return; }
    if (active >= 0) { items[active].setAttribute('aria-selected', 'false'); }
    active = (to + items.length) % items.length;
    items[active].setAttribute('aria-selected', 'true');
    input.setAttribute('aria-activedescendant', 'hit' + active);
    if (items[active].offsetTop + items[active].offsetHeight > hits.scrollTop + hits.clientHeight || items[active].offsetTop < hits.scrollTop) {
      hits.scrollTop = items[active].offsetTop;
    }
  }
  function take(row) {
    choose(row);
    nearTo(row);
    input.value = units[row][NAME];
    clear(hits);
    listed = [];
    input.setAttribute('aria-expanded', 'false');
  }
  input.addEventListener('input', search);
  input.addEventListener('keydown', function (event) {
    var key = event.key || event.keyIdentifier;
    if (key === 'ArrowDown' || key === 'Down') { point(active + 1); event.preventDefault(); }
    else if (key === 'ArrowUp' || key === 'Up') { point(active < 0 ? -1 : active - 1); event.preventDefault(); }
    else if (key === 'Enter' && listed.length) { take(listed[Math.max(active, 0)]); event.preventDefault(); }
    else if (key === 'Escape' || key === 'Esc') { input.value = ''; search(); }
  });
  hits.addEventListener('mousedown', function (event) {
    var row = event.target.getAttribute('data-row');
    if (row !== null) { take(Number(row)); event.preventDefault(); }
  });
  input.addEventListener('blur', function () { clear(hits); input.setAttribute('aria-expanded', 'false'); });

  // Pointer, wheel and keys.
  function rowUnder(event) {
    var row = event.target && event.target.getAttribute ? event.target.getAttribute('data-row') : null;
    return row === null ? -1 : Number(row);
  }
  var drag = null, fingers = {};
  function down(event) {
    fingers[event.pointerId || 0] = event;
    drag = { x: event.clientX, y: event.clientY, moved: false, row: rowUnder(event) };
  }
  function spread() {
    var ids = Object.keys(fingers), a = fingers[ids[0]], b = fingers[ids[1]];
    return { d: Math.max(1, Math.sqrt(Math.pow(a.clientX - b.clientX, 2) + Math.pow(a.clientY - b.clientY, 2))), clientX: (a.clientX + b.clientX) / 2, clientY: (a.clientY + b.clientY) / 2 };
  }
  function move(event) {
    var id = event.pointerId || 0;
    if (Object.keys(fingers).length > 1 && fingers[id]) {
      var before = spread();
      fingers[id] = event;
      var after = spread(), at = place(after);
      zoom(before.d / after.d, at.x, at.y);
      if (drag) { drag.moved = true; }
      return;
    }
    if (drag && fingers[id]) {
      var dx = event.clientX - drag.x, dy = event.clientY - drag.y;
      if (drag.moved || Math.abs(dx) + Math.abs(dy) > 5) {
        drag.moved = true;
        var s = scale();
        pan(-dx * s, -dy * s);
        drag.x = event.clientX;
        drag.y = event.clientY;
      }
      return;
    }
    var row = rowUnder(event);
    tip.textContent = row < 0 ? '' : units[row][NAME] + (units[row][PARENT] ? ', ' + units[row][PARENT] : '') + ': ' + of(levels[units[row][HAZARDS][state.hazard][LEVEL]][0]);
  }
  function up(event) {
    delete fingers[event.pointerId || 0];
    if (drag && !drag.moved && drag.row >= 0) { choose(drag.row); }
    drag = null;
  }
  var pointer = window.PointerEvent ? ['pointerdown', 'pointermove', 'pointerup', 'pointercancel'] : ['mousedown', 'mousemove', 'mouseup', 'mouseleave'];
  map.addEventListener(pointer[0], down);
  map.addEventListener(pointer[1], move);
  document.addEventListener(pointer[2], up);
  document.addEventListener(pointer[3], function (event) { delete fingers[event.pointerId || 0]; drag = null; });
  // The wheel belongs to the page until the map is in use.
  map.addEventListener('wheel', function (event) {
    if (!event.ctrlKey && document.activeElement !== map) { return; }
    var at = place(event);
    zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2, at.x, at.y);
    event.preventDefault();
  });
  map.addEventListener('dblclick', function (event) { var at = place(event); zoom(0.5, at.x, at.y); event.preventDefault(); });
  map.addEventListener('keydown', function (event) {
    var key = event.key, step = state.view.w / 8, done = true;
    if (key === 'ArrowLeft' || key === 'Left') { pan(-step, 0); }
    else if (key === 'ArrowRight' || key === 'Right') { pan(step, 0); }
    else if (key === 'ArrowUp' || key === 'Up') { pan(0, -step); }
    else if (key === 'ArrowDown' || key === 'Down') { pan(0, step); }
    else if (key === '+' || key === '=') { centre(1 / 1.4); }
    else if (key === '-') { centre(1.4); }
    else if (key === '0' || key === 'Home') { whole(); }
    else { done = false; }
    if (done) { event.preventDefault(); }
  });
  function knob(sign, vi, en, act) {
    var button = make('button', { type: 'button', title: vi + ' / ' + en, 'aria-label': vi + ' / ' + en }, sign);
    button.addEventListener('click', act);
    return button;
  }
  var zoomBox = make('div', { 'class': 'zoom' }, [knob('+', 'Phóng to', 'Zoom in', function () { centre(1 / 1.4); }),
    knob('−', 'Thu nhỏ', 'Zoom out', function () { centre(1.4); }), knob('⌂', 'Xem toàn bộ', 'Show all', whole)]);

  clear(find.ownerDocument.querySelector('#tool noscript') || make('span'));
  var controls = make('div', { 'class': 'ctl' }, [find, radios(), filters(), toggles()]);
  add(tool, [controls, make('div', { 'class': 'tool' }, [
    make('div', { 'class': 'mapside' }, [make('div', { 'class': 'mapwrap' }, [map, zoomBox, ruler]), tip,
      make('p', { id: 'maphelp', 'class': 'hint' }, words('Kéo để di chuyển; nút + − hoặc phím + − để phóng; phím mũi tên để dời; phím 0 để xem toàn bộ. Cùng nội dung ở dạng bảng: phần "Địa bàn trọng điểm ưu tiên".',
        'Drag to move; buttons or keys + − to zoom; arrow keys to pan; 0 to show all. The same as a table: "Priority areas".'))]),
    make('div', { 'class': 'infoside' }, card)])]);

  listeners.push(function () { paint(); });
  whole();
  window.addEventListener('resize', measure);
  speak(language());
  tell();
  window.addEventListener('hashchange', followHash);
  followHash();
}());
