<?xml version="1.0" encoding="UTF-8"?>
<map version="1.0.1">
<node TEXT='Idée centrale ; "données"' ID="capacities_centre">
  <node TEXT="Ménages modestes, à l’écoute : « où ? » — œuvre" ID="capacities_carte-0000" POSITION="right"><attribute NAME="Type" VALUE="Réponse"/><attribute NAME="Environnement" VALUE="oui"/><attribute NAME="Social" VALUE="oui"/><attribute NAME="Développement économique" VALUE="oui"/>
    <node TEXT="deux; trois, quatre" ID="capacities_carte-0001">
      <node TEXT='Elle a dit "oui"' ID="capacities_carte-0002"><attribute NAME="Type" VALUE="Réponse"/><attribute NAME="Environnement" VALUE="oui"/><attribute NAME="Social" VALUE="oui"/><attribute NAME="Développement économique" VALUE="oui"/>
        <node TEXT="première ligne&#10;seconde ligne" ID="capacities_carte-0003"><attribute NAME="Type" VALUE="Réponse"/><attribute NAME="Environnement" VALUE="non"/><attribute NAME="Social" VALUE="non"/><attribute NAME="Développement économique" VALUE="non"/>
          <node TEXT="=1+1" ID="capacities_carte-0004" FORMAT="NO_FORMAT"><attribute NAME="Type" VALUE="Réponse"/><attribute NAME="Environnement" VALUE="oui"/><attribute NAME="Social" VALUE="oui"/><attribute NAME="Développement économique" VALUE="oui"/>
            <node TEXT="+33 2 31 00 00 00" ID="capacities_carte-0005"><attribute NAME="Type" VALUE="Réponse"/><attribute NAME="Environnement" VALUE="non"/><attribute NAME="Social" VALUE="non"/><attribute NAME="Développement économique" VALUE="non"/>
              <node TEXT="-5 %" ID="capacities_carte-0006"><attribute NAME="Type" VALUE="Réponse"/><attribute NAME="Environnement" VALUE="oui"/><attribute NAME="Social" VALUE="oui"/><attribute NAME="Développement économique" VALUE="oui"/>
                <node TEXT="@mairie" ID="capacities_carte-0007"><attribute NAME="Type" VALUE="Réponse"/><attribute NAME="Environnement" VALUE="non"/><attribute NAME="Social" VALUE="non"/><attribute NAME="Développement économique" VALUE="non"/>
                  <node TEXT="'apostrophe" ID="capacities_carte-0008"><attribute NAME="Type" VALUE="Réponse"/><attribute NAME="Environnement" VALUE="oui"/><attribute NAME="Social" VALUE="oui"/><attribute NAME="Développement économique" VALUE="oui"/>
                    <node TEXT="&#9;tabulation" ID="capacities_carte-0009"><attribute NAME="Type" VALUE="Réponse"/><attribute NAME="Environnement" VALUE="non"/><attribute NAME="Social" VALUE="non"/><attribute NAME="Développement économique" VALUE="non"/>
                      <node TEXT="Été 😀 👩‍💻" ID="capacities_carte-0010"><attribute NAME="Type" VALUE="Réponse"/><attribute NAME="Environnement" VALUE="oui"/><attribute NAME="Social" VALUE="oui"/><attribute NAME="Développement économique" VALUE="oui"/>
                        <node TEXT="שלום" ID="capacities_carte-0011"><attribute NAME="Type" VALUE="Réponse"/><attribute NAME="Environnement" VALUE="non"/><attribute NAME="Social" VALUE="non"/><attribute NAME="Développement économique" VALUE="non"/>
                          <node TEXT="" ID="capacities_carte-0012"><attribute NAME="Type" VALUE="Réponse"/><attribute NAME="Environnement" VALUE="oui"/><attribute NAME="Social" VALUE="oui"/><attribute NAME="Développement économique" VALUE="oui"/>
                          </node>
                        </node>
                      </node>
                    </node>
                  </node>
                </node>
              </node>
            </node>
          </node>
        </node>
      </node>
    </node>
  </node>
</node>
</map>
