// Browsers from about 2022 lack a few things the desk's bundle uses; older ones get the plain pages.
(function () {
  'use strict';
  try {
    new RegExp('', 'v');
  } catch (e) {
    var Native = RegExp;
    var Wrapped = function (pattern, flags) {
      var plain = typeof flags === 'string' ? flags.replace('v', 'u') : flags;
      return Reflect.construct(Native, [pattern, plain], new.target && new.target !== Wrapped ? new.target : Native);
    };
    Wrapped.prototype = Native.prototype;
    Object.setPrototypeOf(Wrapped, Native);
    window.RegExp = Wrapped;
  }
  if (!Promise.withResolvers) {
    Promise.withResolvers = function () {
      var kept = {};
      kept.promise = new Promise(function (resolve, reject) {
        kept.resolve = resolve;
        kept.reject = reject;
      });
      return kept;
    };
  }
  if (!Array.prototype.toSorted) {
    Object.defineProperty(Array.prototype, 'toSorted', {
      value: function (compare) {
        return this.slice().sort(compare);
      },
    });
  }
  if (!Object.hasOwn) {
    Object.hasOwn = function (object, key) {
      return Object.prototype.hasOwnProperty.call(object, key);
    };
  }
  if (!AbortSignal.timeout) {
    AbortSignal.timeout = function (milliseconds) {
      var controller = new AbortController();
      setTimeout(function () {
        controller.abort();
      }, milliseconds);
      return controller.signal;
    };
  }
})();
