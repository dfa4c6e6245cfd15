
// The API's description needs a token like everything else: ask for one, keep it while the tab is open.
const TOKEN = "recado-access-token";

function askForToken() {
  return new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    dialog.innerHTML =
      '<form method="dialog"><p><input name="username" value="admin" required></p>' +
      '<p><input name="password" type="password" autofocus required></p>' +
      "<p><button>Entrar</button> <output></output></p></form>";
    document.body.appendChild(dialog);
    const form = dialog.querySelector("form");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const answer = await fetch("/auth/login", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ username: form.username.value, password: form.password.value }),
      });
      const body = await answer.json();
      if (answer.ok) {
        sessionStorage.setItem(TOKEN, body.access_token);
        dialog.remove();
        resolve();
      } else {
        form.querySelector("output").textContent = body.detail;
      }
    });
    dialog.showModal();
  });
}

async function addToken(request) {
  if (request.url.endsWith("/swagger-config") || request.headers.Authorization) {
    return request;
  }
  if (!sessionStorage.getItem(TOKEN)) {
    await askForToken();
  }
  request.headers.Authorization = "Bearer " + sessionStorage.getItem(TOKEN);
  return request;
}

function dropRefusedToken(response) {
  if (response.status === 401) {
    sessionStorage.removeItem(TOKEN);
  }
  return response;
}
