// Copy buttons beside code and citations. Without this they are not there, and nothing is missing.
const { copy, copied } = document.currentScript.dataset;
if (navigator.clipboard)
  for (const block of document.querySelectorAll('pre, .cite')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = copy;
    button.setAttribute('aria-live', 'polite');
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(block.textContent.trim());
      button.textContent = copied;
      setTimeout(() => (button.textContent = copy), 2000);
    });
    const place = document.createElement('div');
    place.className = 'code';
    block.before(place);
    place.append(block, button);
  }
